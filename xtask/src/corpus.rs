//! Neutral editions of any size: the same size gives the same bytes.

pub(crate) mod pairs;

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

/// Rows of one document.
pub(crate) const ROWS: usize = 100;
/// Terms of the glossary.
pub(crate) const TERMS: usize = 200;

/// Rows of one paragraph.
const ROWS_OF_PARAGRAPH: usize = 5;

/// Characters of the neutral Chinese text: frequent ones that form no text of anybody.
const HAN: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严";

/// Words of the neutral Latin text.
const WORDS: &str = "alder amber anvil arbor aspen atlas autumn basin beacon birch border branch bridge brook canal canyon cedar chalk cinder clover coast copper coral cotton crater creek crystal delta desert dune ember fable falcon fern field flint forest fossil garden glacier granite grove harbor hazel heather hollow island ivory jasper juniper kernel lagoon lantern larch ledger linen lumber maple marble marsh meadow mesa mirror mortar nectar oasis orchard oxide pebble pepper pillar pine plain plank pollen pond prairie quarry quartz raven reed ridge river saddle saffron sage sandal sapling shale shore silver slate spruce stone stream summit tamarack thicket timber topaz tundra valley velvet vessel walnut willow winter yarrow zephyr";

/// A generator of numbers that is the same everywhere (the constants are Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit.max(1) as u64).unwrap_or(0)
    }
}

/// Writes an edition of `documents` documents, each of [`ROWS`] rows in two languages, with a
/// glossary of [`TERMS`] terms, into an empty folder.
pub(crate) fn write(folder: &Path, documents: usize) -> io::Result<()> {
    fs::create_dir_all(folder.join("glossary"))?;
    fs::write(
        folder.join("site.toml"),
        "title = { en = \"Neutral corpus\" }\nlanguages = [\"en\"]\n",
    )?;
    let han: Vec<char> = HAN.chars().collect();
    let words: Vec<&str> = WORDS.split(' ').collect();
    let terms: Vec<(String, String)> = (0..TERMS)
        .map(|i| {
            let mut numbers = Numbers(i as u64 + 7);
            let zh = (0..3).map(|_| han[numbers.below(han.len())]).collect();
            (
                zh,
                format!(
                    "{} {}",
                    words[i % words.len()],
                    words[(i * 7 + 3 + i / words.len()) % words.len()]
                ),
            )
        })
        .collect();
    fs::write(folder.join("glossary/neutral.toml"), glossary(&terms))?;
    for document in 0..documents {
        let path = folder.join(format!("content/doc-{document:05}"));
        fs::create_dir_all(&path)?;
        let (spine, source, translation) = texts(document, &han, &words, &terms);
        fs::write(path.join("document.toml"), spine)?;
        fs::write(path.join("source.toml"), source)?;
        fs::write(path.join("translation.toml"), translation)?;
    }
    Ok(())
}

fn glossary(terms: &[(String, String)]) -> String {
    let mut out = "theme = { en = \"Neutral\" }\n".to_owned();
    for (i, (zh, en)) in terms.iter().enumerate() {
        let _ = write!(
            out,
            "\n[[term]]\nid = \"term-{i}\"\nkind = \"concept\"\nforms.zh = {{ form = \"{zh}\" }}\nforms.en = {{ form = \"{en}\" }}\ngloss.en = \"Number {i} of the neutral terms: it stands for nothing.\"\n"
        );
    }
    out
}

fn texts(
    document: usize,
    han: &[char],
    words: &[&str],
    terms: &[(String, String)],
) -> (String, String, String) {
    let mut numbers = Numbers(document as u64 * 2 + 1);
    let (mut source, mut translation) = (String::new(), String::new());
    for row in 0..ROWS {
        let term = &terms[numbers.below(terms.len())];
        let before: String = (0..12).map(|_| han[numbers.below(han.len())]).collect();
        let after: String = (0..14).map(|_| han[numbers.below(han.len())]).collect();
        let _ = writeln!(source, "\"s{row}\" = '''{before}{}，{after}。'''", term.0);
        let mut phrase = |count: usize| -> String {
            let chosen: Vec<&str> = (0..count).map(|_| words[numbers.below(words.len())]).collect();
            chosen.join(" ")
        };
        let (first, last) = (phrase(9), phrase(10));
        let _ = writeln!(translation, "\"s{row}\" = '''The {first} {}, {last}.'''", term.1);
    }
    (spine(document), source, translation)
}

fn spine(document: usize) -> String {
    let paragraphs = ROWS / ROWS_OF_PARAGRAPH;
    let references: Vec<String> =
        (0..paragraphs).map(|p| format!("{{ division = \"p{p}\" }}")).collect();
    let mut out = format!(
        "id = \"doc-{document:05}\"\ntitle = {{ en = \"Document {document}\" }}\nbody = [{}]\n\n[[witness]]\nid = \"source\"\nname = {{ en = \"Source\" }}\nlang = \"zh-Hans\"\nrole = \"source\"\n\n[[witness]]\nid = \"translation\"\nname = {{ en = \"Translation\" }}\nlang = \"en\"\nrole = \"translation\"\n",
        references.join(", ")
    );
    for paragraph in 0..paragraphs {
        let rows: Vec<String> = (0..ROWS_OF_PARAGRAPH)
            .map(|row| format!("\"s{}\"", paragraph * ROWS_OF_PARAGRAPH + row))
            .collect();
        let _ = write!(
            out,
            "\n[[division]]\nid = \"p{paragraph}\"\nkind = \"paragraph\"\nbody = [{}]\n",
            rows.join(", ")
        );
    }
    out
}
