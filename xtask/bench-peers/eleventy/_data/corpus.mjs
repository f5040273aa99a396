// The documents of the corpus and its glossary.
import { readFileSync } from "node:fs";

const lines = (name) => readFileSync(process.env[name], "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));

const documents = [];
for (const line of lines("CORPUS")) {
  let last = documents[documents.length - 1];
  if (!last || last.id !== line.doc_id) documents.push((last = { id: line.doc_id, title: line.title, rows: [] }));
  last.rows.push(line);
}
export default { documents, terms: lines("GLOSSARY") };
