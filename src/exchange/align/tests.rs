//! Proposals for texts that one can read.

use super::*;

fn lang(tag: &str) -> Lang {
    Lang::new(tag).unwrap()
}

/// The pairs as `source words|translation words`.
fn pairs(source: &str, translation: &str, method: Method) -> Vec<String> {
    let alignment =
        propose([source, translation], [&lang("zh"), &lang("en")], &Terms::default(), method);
    let join = |text: &str, sentences: &[Sentence]| -> String {
        sentences.iter().map(|s| &text[s.at.clone()]).collect::<Vec<_>>().join("_")
    };
    let show = |pair: &Pair| {
        let source = join(source, &alignment.source[pair.source.clone()]);
        source + "|" + &join(translation, &alignment.translation[pair.translation.clone()])
    };
    alignment.pairs.iter().map(show).collect()
}

#[test]
fn sentences_find_their_translations() {
    let found = pairs(
        "学习是快乐的事情。朋友从远方来看我们，这也很快乐。",
        "To learn is a joyful thing. Friends come from afar to see us, and this is joyful too.",
        Method::Lengths,
    );
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].starts_with("朋友"), "{found:?}");
}

#[test]
fn a_long_sentence_has_two_translations() {
    let found = pairs(
        "短句子在这里。这是一个非常长的句子，它在译文中被分成了两个句子来翻译。再见吧朋友。",
        "A short one is here. This is a very long sentence in the original. In the translation it was divided into two. Farewell my friend.",
        Method::Lengths,
    );
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[1].contains("original._In the"), "{found:?}");
}

#[test]
fn numbers_hold_a_sentence_to_its_translation() {
    let source = "到2025年完成。到2030年提高。到2035年领先。";
    let translation = "It is complete by 2025. It leads in 2035.";
    let found = pairs(source, translation, Method::Anchored);
    assert!(found.contains(&"到2035年领先。|It leads in 2035.".to_owned()), "{found:?}");
}

#[test]
fn every_sentence_is_in_one_pair_and_sureness_is_a_share() {
    let texts = ["一。二三四！五；\n六七。\n", "One. Two three four! Five.\nSix, seven.\n"];
    let langs = [&lang("zh"), &lang("en")];
    for method in [Method::Lengths, Method::Anchored] {
        let alignment = propose(texts, langs, &Terms::default(), method);
        let count = |of: fn(&Pair) -> usize| alignment.pairs.iter().map(of).sum::<usize>();
        assert_eq!(count(|pair| pair.source.len()), alignment.source.len());
        assert_eq!(count(|pair| pair.translation.len()), alignment.translation.len());
        assert!(alignment.pairs.iter().all(|pair| (0.0..=1.0).contains(&pair.confidence)));
    }
    for texts in [["", ""], ["一。", ""], ["", "One. Two."]] {
        let alignment = propose(texts, langs, &Terms::default(), Method::Anchored);
        assert_eq!(alignment.pairs.len(), alignment.source.len() + alignment.translation.len());
    }
}
