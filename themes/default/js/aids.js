/* Aids for readers: a row explained, pinyin over terms, a reading list in the address, a report of a problem. */
(function(d){'use strict';
var ed=d.querySelector('.ed'),kit=d.querySelector('#act .act');if(!ed||!kit)return;
function all(s,r){return[].slice.call((r||d).querySelectorAll(s))}
function make(tag,name,to){var e=d.createElement(tag);if(name)e.className=name;if(to)to.append(e);return e}
var id=d.dzTerm,refs=d.querySelector('.cites');
var terms='[data-witness] a[data-term],.cell.facing a',only=d.getElementById('only');
/* what the page knows of a row, in one place: the definitions of its terms, and all that stands beside it, opened */
function explain(row,b){
  var old=row.querySelector('.explain'),seen={},box;
  b.setAttribute('aria-expanded',!old);
  all('details.an',row).forEach(function(n){n.open=!old});
  all('.an>.sm',row).forEach(function(a){d.dzPreview(a,!old)});
  if(old)return old.remove();
  box=make('dl','explain');
  all(terms,row).forEach(function(a){var g=d.getElementById('t-'+id(a));
    if(!g||seen[id(a)]||!a.getClientRects().length)return;seen[id(a)]=1;
    var c=box.appendChild(g.cloneNode(true));c.removeAttribute('id');d.dzGloss(id(a),c)});
  row.querySelector('.cells').after(box)
}
/* the list: ?list=a,b, rows by the id of their first segment */
function listed(){var m=/[?&]list=([^&#]*)/.exec(location.search);return m?decodeURIComponent(m[1]).split(','):[]}
function first(row){return row.querySelector('.at').id}
function put(list){
  var q=location.search.replace(/[?&]list=[^&]*/,'').replace(/^&/,'?');
  if(list.length)q+=(q?'&':'?')+'list='+list.map(encodeURIComponent).join(',');
  history.replaceState(null,'',location.pathname+q+location.hash);
  mark(list)
}
function mark(list){
  all('.listed').forEach(function(r){r.classList.remove('listed')});
  list.forEach(function(i){var n=d.getElementById(i),r=n&&n.closest('.row');if(r)r.classList.add('listed')});
  if(only)only.dispatchEvent(new Event('change'))
}
/* pinyin: only over words that are the headword itself, since only of that the page says how it is said */
function ruby(on){
  all(terms).forEach(function(a){
    var r=a.querySelector('ruby'),g,h,p;
    if(!on){if(r){a.textContent=r.firstChild.data}return}
    g=!r&&!a.firstElementChild&&d.getElementById('t-'+id(a));h=g&&g.querySelector('dt span');p=g&&g.querySelector('dt i');
    if(!p||h.textContent!==a.textContent)return;
    r=make('ruby');r.appendChild(a.firstChild);var t=make('rt','',r);t.lang=p.lang;t.setAttribute('data-apparatus','');t.textContent=p.textContent;a.appendChild(r)});
  ed.classList.toggle('py-on',on)
}
var py=d.getElementById('pinyin');
if(py){
  py.parentNode.hidden=!d.querySelector('.g dt i');
  try{py.checked=localStorage.dzPinyin==='on'}catch(e){}
  if(py.checked)ruby(true);
  py.addEventListener('change',function(){ruby(py.checked);try{localStorage.dzPinyin=py.checked?'on':'off'}catch(e){}})
}
/* the address of a report carries where the problem is */
function report(a,ref){
  var facts={document:ed.getAttribute('data-document'),segment:decodeURIComponent(ref.hash.slice(1)),quote:d.dzWords(ref).join('\n').slice(0,600),url:ref.href.replace(/\?[^#]*/,''),version:a.getAttribute('data-version')};
  a.href=a.getAttribute('data-report').replace(/\{(\w+)\}/g,function(m,k){return encodeURIComponent(facts[k]||'')})
}
kit.addEventListener('click',function(e){
  var b=e.target.closest('[data-do],[data-report]'),row=kit.closest('.row'),k,l,i;if(!b||!row)return;
  if(b.hasAttribute('data-report'))return report(b,kit.dzAt);
  k=b.getAttribute('data-do');if(k==='explain')explain(row,b);
  if(k==='refs'){row.querySelector('.cells').after(refs);refs.open=true}
  if(k==='list'){l=listed();i=l.indexOf(first(row));if(i<0)l.push(first(row));else l.splice(i,1);put(l);b.setAttribute('aria-pressed',i<0)}
});
/* the offered buttons tell the state of their row */
d.addEventListener('click',function(e){
  var row=kit.closest('.row');if(!row||!e.target.closest('.ref'))return;
  kit.querySelector('[aria-pressed]').setAttribute('aria-pressed',row.classList.contains('listed'));
  kit.querySelector('[aria-expanded]').setAttribute('aria-expanded',!!row.querySelector('.explain'))
});
var start=listed();
if(start.length){if(only)only.value='list';mark(start)}
})(document);
