/* Come from a search: marks the words of ?q=… in the segment that the address names. */
(function (doc, root) {
  'use strict';
  if (!root.URLSearchParams || !root.CSS || !CSS.highlights || !root.Highlight) return;
  function mark() {
    var wanted = new URLSearchParams(location.search).getAll('q').filter(Boolean), id, ranges = [];
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (e) { return; }
    if (!wanted.length || !id) return CSS.highlights['delete']('hit');
    [].forEach.call(doc.querySelectorAll('[data-segment="#"] [data-witness],[data-witness][data-segment="#"]'.replace(/#/g, function () { return id.replace(/["\\]/g, '\\$&'); })), function (reading) {
      var walk = doc.createTreeWalker(reading, 4, { acceptNode: function (n) { return n.parentNode.closest('[data-apparatus]') ? 2 : 1; } });
      var nodes = [], starts = [], text = '', node;
      while ((node = walk.nextNode())) { nodes.push(node); starts.push(text.length); text += node.data; }
      function put(range, at, end) {
        for (var n = nodes.length - 1; n > 0 && (end ? starts[n] >= at : starts[n] > at); n--);
        range[end ? 'setEnd' : 'setStart'](nodes[n], at - starts[n]);
      }
      wanted.forEach(function (q) {
        var all = text.toLowerCase().length === text.length ? text.toLowerCase() : text, at = -1, range;
        q = all === text ? q : q.toLowerCase();
        while ((at = all.indexOf(q, at + 1)) >= 0) {
          range = doc.createRange();
          put(range, at);
          put(range, at + q.length, true);
          ranges.push(range);
        }
      });
    });
    CSS.highlights.set('hit', new (Function.prototype.bind.apply(Highlight, [null].concat(ranges)))());
  }
  mark();
  root.addEventListener('hashchange', mark);
})(document, window);
