//! One file per kind of page: its view, which is the contract with its template, and how it is made.

pub mod apparatus;
pub mod aside;
pub mod changes;
pub mod compare;
pub mod coverage;
pub mod definitions;
pub mod downloads;
pub mod frame;
pub mod health;
pub mod history;
pub mod home;
pub mod moved;
pub mod notes;
pub mod parts;
pub mod place;
pub mod prose;
pub mod reader;
pub mod row;
pub mod rows;
pub mod sources;
pub mod targets;
pub mod term;
pub mod terms;
pub mod uses;
pub mod witness;
