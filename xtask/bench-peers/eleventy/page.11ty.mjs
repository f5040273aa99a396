// A page of each document.
const escape = (text) => text.replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]);

let matchers;
function prepare(terms) {
  const of = (lang) => new Map(terms.map((term, number) => [term.forms[lang].toLowerCase(), number]));
  const either = (map) => [...map.keys()].map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const [zh, en] = [of("zh"), of("en")];
  matchers = { zh: [new RegExp(`(${either(zh)})`, "g"), zh], en: [new RegExp(`\\b(${either(en)})(?:s|es|'s)?\\b`, "gi"), en] };
}

function reading(text, lang, terms, used) {
  const [pattern, numbers] = matchers[lang];
  const seen = new Set();
  let out = "", at = 0;
  for (const found of text.matchAll(pattern)) {
    const number = numbers.get(found[1].toLowerCase()), { term_id: id } = terms[number];
    out += `${escape(text.slice(at, found.index))}<a class="${seen.has(id) ? "t t-again" : "t"}" data-term="${id}" href="#t-${id}">${escape(found[0])}</a>`;
    at = found.index + found[0].length;
    seen.add(id);
    used.add(number);
  }
  return out + escape(text.slice(at));
}

export default class {
  data() {
    return { pagination: { data: "corpus.documents", size: 1, alias: "document" }, permalink: ({ document }) => `${document.id}/index.html` };
  }
  render({ document, corpus: { terms } }) {
    if (!matchers) prepare(terms);
    const used = new Set(), title = escape(document.title);
    const rows = document.rows.map((row, n) => `<div class="row" data-row data-segment="${row.seg_id}"><a class="ref r1 at n1" id="${row.seg_id}" href="#${row.seg_id}">${n + 1}</a><div class="cells"><p class="cell w1 shown pri s s1" data-witness="zh" lang="zh">${reading(row.src, "zh", terms, used)}</p><p class="cell w2 shown pri s s1" data-witness="en" lang="en">${reading(row.trans, "en", terms, used)}</p></div></div>\n`).join("");
    const definitions = [...used].sort((a, b) => a - b).map((number) => {
      const { term_id, forms, def } = terms[number];
      return `<div id="t-${term_id}"><dt><b lang="zh">${escape(forms.zh)}</b> <b lang="en">${escape(forms.en)}</b> </dt><dd lang="en">${escape(def)}</dd></div>\n`;
    }).join("");
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<style>.row,.cells{display:flex}.cell{flex:1}</style>
<script>document.addEventListener("mouseover",function(e){var a=e.target.closest("a.t"),d=a&&document.getElementById(a.hash.slice(1));if(d)a.title=d.textContent})</script>
</head>
<body>
<p><a href="../index.html">Neutral corpus</a></p>
<h1>${title}</h1>
<article data-document="${document.id}">
${rows}</article>
<dl>
${definitions}</dl>
</body>
</html>`;
  }
}
