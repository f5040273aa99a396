// The list of all documents.
export default class {
  data() {
    return { permalink: "index.html" };
  }
  render({ corpus: { documents } }) {
    const list = documents.map(({ id, title }) => `<li><a href="${id}/index.html">${title}</a></li>\n`).join("");
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Neutral corpus</title>
</head>
<body>
<h1>Neutral corpus</h1>
<ol>
${list}</ol>
</body>
</html>`;
  }
}
