//! Numbers as text: five bits to a character, little ones first; of a file only characters that
//! need no escape in a script.

/// An index or count as it is stored: an edition has fewer than four thousand million tokens.
pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The characters of the numbers 0 to 63.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The character of six bits.
pub(crate) fn digit(bits: u32) -> char {
    char::from(DIGITS[(bits & 63) as usize])
}

/// Adds a number; characters from `g` on say that more follows.
pub(crate) fn push(out: &mut String, mut number: u32) {
    while number >= 32 {
        out.push(digit(number & 31 | 32));
        number >>= 5;
    }
    out.push(digit(number));
}

/// How many characters [`push`] adds.
pub(crate) fn width(number: u32) -> usize {
    let bits = u32::BITS - number.leading_zeros();
    bits.div_ceil(5).max(1) as usize
}

/// Adds ascending numbers as a set from `first` on, six to a character.
pub(crate) fn push_bits(out: &mut String, first: u32, numbers: &[u32]) {
    let mut bits = 0;
    let mut from = first;
    for &number in numbers {
        while number >= from + 6 {
            out.push(digit(bits));
            bits = 0;
            from += 6;
        }
        bits |= 1 << (number - from);
    }
    out.push(digit(bits));
}

/// The hash by which grams are spread over files: FNV-1a of the UTF-16 units.
pub(crate) fn hash(key: &str) -> u32 {
    key.encode_utf16()
        .fold(0x811C_9DC5, |hash: u32, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_a_character_for_five_bits() {
        let mut out = String::new();
        [0, 31, 32, 1023, 1024].iter().for_each(|&n| push(&mut out, n));
        assert_eq!(out, "AfgB_fggB");
        for number in [0, 1, 31, 32, 1023, 1024, 32767, 32768, u32::MAX] {
            out.clear();
            push(&mut out, number);
            assert_eq!(width(number), out.len(), "{number}");
        }
    }

    #[test]
    fn sets_take_a_character_for_six_numbers() {
        let mut out = String::new();
        push_bits(&mut out, 10, &[10, 15, 16, 29]);
        assert_eq!(out, "hBAC");
    }

    #[test]
    fn hashes_are_those_of_the_browser() {
        assert_eq!(hash("数字"), 1_549_872_808);
        assert_eq!(hash(""), 0x811C_9DC5);
    }
}
