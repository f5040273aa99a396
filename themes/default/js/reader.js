/* The reader: one stop per row for the keyboard, selection that stays in its column, what a number offers, rows of one sort only, the place one is at. */
(function(d){'use strict';
var ed=d.querySelector('.ed');if(!ed)return;
var H=d.documentElement,live=d.getElementById('live'),cite=d.getElementById('cite'),kit=d.getElementById('act');
function all(s,r){return[].slice.call((r||d).querySelectorAll(s))}
function up(n,s){return n&&n.closest?n.closest(s):null}
function seen(n){return n.getClientRects().length>0}
function say(k){live.textContent=live.getAttribute('data-'+k)||k}
/* terms leave the tab order until their row is entered: one stop per row, then its terms by the arrow keys */
var within=null;
function quiet(row,on){all('.cells a,.side a.back',row).forEach(function(a){if(on)a.tabIndex=-1;else a.removeAttribute('tabindex')})}
function enter(row){if(within&&within!==row)quiet(within,true);if(row&&row!==within)quiet(row,false);within=row}
all('.row',ed).forEach(function(r){quiet(r,true)});
d.addEventListener('focusin',function(e){var r=up(e.target,'.row');if(within&&within!==r&&!up(e.target,'.tip'))enter(null)});
d.addEventListener('keydown',function(e){
  if(e.ctrlKey||e.metaKey||e.altKey)return;
  var t=e.target,row=up(t,'.row'),ref=up(t,'.ref'),k=e.key,as,i;if(!row)return;
  if(ref&&k==='Enter')enter(row);
  if(k==='Escape'&&!e.defaultPrevented&&!ref&&up(t,'.cells')&&!d.querySelector('a[aria-expanded]')){var n=row.querySelector('.ref');if(n)n.focus();return}
  if((k!=='ArrowRight'&&k!=='ArrowLeft')||!(ref||up(t,'.cells')))return;
  as=all('.cells a',row).filter(seen);i=ref?-1:as.indexOf(t);i+=k==='ArrowRight'?1:-1;
  if(ref&&k==='ArrowLeft'||!as.length)return;
  enter(row);e.preventDefault();(i<0?row.querySelector('.ref'):as[Math.min(i,as.length-1)]).focus()
});
/* selecting in one text leaves the others out */
d.addEventListener('pointerdown',function(e){
  var c=up(e.target,'.row>.cells>.cell'),m=c&&/(^| )w(\d)/.exec(c.className);
  if(m)H.setAttribute('data-sel',m[2]);else if(!up(e.target,'.tip'))H.removeAttribute('data-sel')});
d.addEventListener('keydown',function(e){if((e.ctrlKey||e.metaKey)&&e.key==='a')H.removeAttribute('data-sel')});
/* a number leads to its segment, and there offers: copy the link, copy the text, cite */
/* a row's own number speaks for the whole row, a letter for its clause; named, each with its text's name */
function words(ref,named){
  var row=up(ref,'.row'),id=ref.hash.slice(1),whole=up(ref,'.multi')&&/ r1/.test(ref.className);try{id=decodeURIComponent(id)}catch(e){}
  return all(whole?'.cells>.cell:not(.facing)':'[data-witness]',row).filter(function(s){return seen(s)&&(whole||up(s,'[data-segment]').getAttribute('data-segment')===id)}).map(function(s){
    var c=s.cloneNode(true),t;all('[data-apparatus]',c).forEach(function(a){a.remove()});t=c.textContent.trim();
    return t&&named?t+' ('+d.querySelector('.'+up(s,'.cell').className.split(' ')[1]+' .hn').textContent+')':t}).filter(Boolean)
}
d.dzWords=words;
function link(ref){return ref.href.replace(/\?[^#]*/,'')}
function copy(text,b){
  function done(){say('copied');b.className='ok';setTimeout(function(){b.className=''},1500)}
  if(navigator.clipboard&&navigator.clipboard.writeText)return navigator.clipboard.writeText(text).then(done,function(){});
  var x=d.body.appendChild(d.createElement('textarea'));x.value=text;x.select();try{if(d.execCommand('copy'))done()}catch(e){}x.remove();b.focus()
}
var box=kit&&kit.firstElementChild,at=null;
function offer(ref){
  if(!box)return;at=box.dzAt=ref;up(ref,'.row').querySelector('.cells').before(box)
}
function away(){if(box&&at){kit.append(box);at=null}}
if(box)box.addEventListener('click',function(e){
  var b=up(e.target,'button'),k=b&&b.getAttribute('data-copy');if(!k)return;
  copy(k==='link'?link(at):k==='text'?words(at).join('\n'):words(at,1).join('\n')+'\n— '+cite.textContent+' '+link(at),b)
});
d.addEventListener('click',function(e){
  var t=up(e.target,'.ref,.note-sign');
  if(!t){if(!up(e.target,'.act,.tip'))away();return}
  if(t.className==='note-sign'){var n=d.getElementById(t.hash.slice(1));if(n&&n.tagName==='DETAILS')n.open=true;return}
  if(!e.ctrlKey&&!e.metaKey&&!e.shiftKey&&!up(t,'.hd')){if(at===t)away();else offer(t)}
});
d.addEventListener('keydown',function(e){if(e.key==='Escape'&&at&&up(e.target,'.act,.ref')){var r=at;away();r.focus()}});
/* the address: the citation names the segment, a note that is linked to stands open */
function aim(){try{return d.getElementById(decodeURIComponent(location.hash.slice(1)))}catch(e){}}
function here(){
  var n=aim();all('.cu').forEach(function(a){a.textContent=location.hash});if(!n)return;
  if(n.tagName==='DETAILS')n.open=true;
  /* a link into a row that is sifted away brings all rows back */
  if(only&&only.value&&up(n,'[hidden]')){only.value='';sift();n.scrollIntoView()}
  /* a far jump lands by estimated heights: once more when the real ones are known */
  var k=0;(function land(){if(n===aim()&&ed.contains(n)&&k&&k<4)n.scrollIntoView();if(k++<4)requestAnimationFrame(land)})()
}
/* what the page leaves to a script of its own, since a page in a folder can fetch nothing: it comes when something of it is first asked for */
var beside=null,asked=[],file=d.getElementById('tip').getAttribute('data-src');
d.dzAside=function(key,nth,use){
  if(!file)return;
  function give(){var n=all('[data-of="'+key+'"]',beside)[nth];if(n)use(n.cloneNode(true))}
  if(beside)return give();
  if(asked.push(give)>1)return;
  var s=d.createElement('script');s.src=file;
  s.onload=function(){beside=d.createElement('div');beside.innerHTML=window.dzAside;asked.forEach(function(f){f()})};
  d.head.appendChild(s)
};
/* links and gaps open in place; without this script they lead to where all of them stand */
function preview(a,on){
  var n=a.parentNode,k=n.hasAttribute('data-link')?'link':'gap',id=n.getAttribute('data-'+k);
  a.setAttribute('aria-expanded',on);
  if(!on)return n.removeAttribute('open');
  n.setAttribute('open','');
  if(!n.dzAsked)d.dzAside(k+'-'+id,all('.side [data-'+k+'="'+id+'"]').indexOf(n),function(b){n.appendChild(b)});n.dzAsked=1
}
d.dzPreview=preview;
d.addEventListener('click',function(e){
  var a=up(e.target,'.an>.sm');
  if(a&&file&&!e.ctrlKey&&!e.metaKey&&!e.shiftKey){e.preventDefault();preview(a,!a.parentNode.hasAttribute('open'))}
});
/* only rows of one sort: with a note, with a link, where translations write a term in two ways */
function differs(row){
  var by={},hit=false;
  all('.s a[data-term]',row).forEach(function(a){
    var l=up(a,'.cell'),k=l.lang.split('-')[0]+a.getAttribute('data-term'),w=a.textContent.toLowerCase(),c=l.className.split(' ')[1];
    (by[k]=by[k]||{})[c]=(by[k][c]||'')+'|'+w});
  Object.keys(by).forEach(function(k){var v=Object.keys(by[k]).map(function(c){return by[k][c].split('|').sort().filter(function(x,i,l){return x!==l[i-1]}).join('|')});
    if(v.some(function(x){return x!==v[0]}))hit=true});
  return hit
}
var only=d.getElementById('only'),sorts={note:'.note,.note-sign',link:'.an.link',number:'.an.target'};
function sift(){
  var v=only.value,n=0;
  all('.row:not(.hd)',ed).forEach(function(r){
    r.hidden=v?!(v==='term'?differs(r):v==='list'?r.classList.contains('listed'):r.querySelector(sorts[v])):false;if(!r.hidden)n++});
  if(v)H.setAttribute('data-only',v);else H.removeAttribute('data-only');
  live.textContent=v?String(n):'';only.setAttribute('data-n',v?n:'')
}
if(only)only.addEventListener('change',sift);
addEventListener('hashchange',here);here();
var reset=d.getElementById('reset');
if(reset)reset.addEventListener('click',function(){
  if(only&&only.value){only.value='';sift()}
  all('.wc').forEach(function(b){b.checked=b.defaultChecked});
  var v=d.getElementById('v-all');v.checked=true;v.dispatchEvent(new Event('change',{bubbles:true}))});
/* the contents say where one is: looked up when they are opened, so that scrolling costs nothing */
var toc=d.querySelector('.toc');
if(toc)toc.addEventListener('toggle',function(){
  if(!toc.open)return;
  var best=null,as=all('a',toc);
  as.forEach(function(a){var n=d.getElementById(decodeURIComponent(a.hash.slice(1)));a.removeAttribute('aria-current');if(n&&n.getBoundingClientRect().top<160)best=a});
  if(best){best.setAttribute('aria-current','location');best.scrollIntoView({block:'nearest'})}
});
})(document);
