/* The reader: one stop per row for the keyboard, selection that stays in its column, permalinks, notes opened by their signs. */
(function(d){'use strict';
var ed=d.querySelector('.ed');if(!ed)return;
var H=d.documentElement,live=d.getElementById('live'),cite=d.getElementById('cite-u');
/* terms leave the tab order until their row is entered: one stop per row, then its terms */
function quiet(row,on){[].forEach.call(row.querySelectorAll('.cells a,.side a.back'),function(a){if(on)a.tabIndex=-1;else a.removeAttribute('tabindex')})}
[].forEach.call(ed.querySelectorAll('.row'),function(r){quiet(r,true)});
d.addEventListener('keydown',function(e){
  var row=e.target.closest&&e.target.closest('.row');
  if(row&&e.target.className.indexOf('ref')===0&&(e.key==='ArrowRight'||e.key==='Enter')){quiet(row,false);if(e.key==='ArrowRight'){var a=row.querySelector('.cells a');if(a){a.focus();e.preventDefault()}}}
});
/* selecting in one text leaves the others out */
d.addEventListener('pointerdown',function(e){
  var c=e.target.closest&&e.target.closest('.row>.cells>.cell,.hd>.cells>.cell'),m=c&&/(^| )w(\d)/.exec(c.className);
  if(m)H.setAttribute('data-sel',m[2]);else if(!(e.target.closest&&e.target.closest('.tip')))H.removeAttribute('data-sel')});
d.addEventListener('keydown',function(e){if((e.ctrlKey||e.metaKey)&&e.key==='a')H.removeAttribute('data-sel')});
/* the address of a segment: its number copies it */
function here(){if(cite)cite.textContent=location.hash}
addEventListener('hashchange',here);here();
d.addEventListener('click',function(e){
  var t=e.target.closest&&e.target.closest('.ref,.note-sign');if(!t)return;
  if(t.className==='note-sign'){var n=d.getElementById(t.hash.slice(1));if(n&&n.tagName==='DETAILS')n.open=true;return}
  if(navigator.clipboard&&navigator.clipboard.writeText)navigator.clipboard.writeText(t.href.replace(/\?[^#]*/,'')).then(function(){live.textContent=live.getAttribute('data-copied')+': '+t.textContent},function(){})});
function openTarget(){var h=location.hash.slice(1),n;try{n=h&&d.getElementById(decodeURIComponent(h))}catch(e){}if(n&&n.tagName==='DETAILS')n.open=true}
addEventListener('hashchange',openTarget);openTarget();
})(document);
