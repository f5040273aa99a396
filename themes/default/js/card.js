/* Term cards: one card, filled from the page's own definitions. Without this script the links lead to the term's page. */
(function(d){'use strict';
var tip=d.getElementById('tip');if(!tip||!d.getElementById('terms'))return;
var H=d.documentElement,$=function(s,r){return(r||d).querySelector(s)},all=function(s,r){return[].slice.call((r||d).querySelectorAll(s))};
var cur=null,tOpen,tClose,pinned=false,pop='popover'in H&&!!tip.showPopover,sheet=matchMedia('(max-width:43.99rem)');
var live=d.getElementById('live'),more=$('.more',tip),terms='a[data-term],.cell.facing a';
/* the terms of a facing column say which they are by where they lead */
function term(a){return a.getAttribute('data-term')||decodeURIComponent((/#t-(.+)$/.exec(a.href)||[0,a.href.split('/').slice(-2)[0]])[1])}
d.dzTerm=term;
tip.removeAttribute('hidden');if(pop)tip.popover='manual';else tip.hidden=true;
tip.setAttribute('role','dialog');
function place(a){
  if(sheet.matches){tip.style.left=tip.style.top='';return}
  var rs=a.getClientRects(),b=rs[0],last=rs[rs.length-1],W=H.clientWidth,h=tip.offsetHeight,w=tip.offsetWidth;if(!b)return;
  var x=Math.max(16,Math.min(b.left-12,W-w-16)),below=last.bottom+8,y=below+h<innerHeight-8?below:b.top-8-h;
  tip.style.left=x+'px';tip.style.top=Math.max(8,y)+'px'
}
function mark(a,on){
  a.classList.toggle('on',on);var u=a.closest('.row');
  if(u)all(terms,u).forEach(function(t){if(t!==a&&term(t)===term(a))t.classList.toggle('twin',on)})
}
function open(a,pin){
  clearTimeout(tClose);
  if(cur===a){if(pin)pinned=true;tip.classList.toggle('pinned',pinned);return}
  var g=d.getElementById('t-'+term(a));if(!g)return;
  if(cur)mark(cur,false);
  tip.textContent='';var l=tip.appendChild(d.createElement('dl'));l.appendChild(g.cloneNode(true)).removeAttribute('id');
  d.dzGloss(term(a),l);tip.appendChild(more);$('a',more).href=$('dt a',g).href;
  var c=tip.appendChild(d.createElement('button'));c.type='button';c.className='close';c.textContent='×';c.setAttribute('aria-label',live.getAttribute('data-close'));
  var dt=$('dt',tip);dt.id='tip-h';tip.setAttribute('aria-labelledby','tip-h');
  cur=a;pinned=!!pin;tip.classList.toggle('pinned',pinned);tip.scrollTop=0;mark(a,true);
  if(pop){if(!tip.matches(':popover-open'))try{tip.showPopover({source:a})}catch(e){tip.showPopover()}}else tip.hidden=false;
  place(a);a.setAttribute('aria-expanded','true')
}
function close(){
  if(!cur)return;mark(cur,false);cur.removeAttribute('aria-expanded');cur=null;pinned=false;
  if(pop){if(tip.matches(':popover-open'))tip.hidePopover()}else tip.hidden=true
}
function soon(a){ask();clearTimeout(tOpen);clearTimeout(tClose);if(pinned&&cur!==a)return;tOpen=setTimeout(function(){open(a)},cur?80:300)}
function later(){clearTimeout(tOpen);clearTimeout(tClose);if(!pinned)tClose=setTimeout(close,300)}
/* the gloss comes with what stands beside the page, asked for when the first term is met */
function ask(){d.dzAside('',0)}
d.dzGloss=function(id,within){
  var dd=$('dd',within),r=dd&&$('.r',dd);
  if(dd)d.dzAside('t-'+id,0,function(p){if(!$('.bl',dd))dd.insertBefore(p,r?r.nextSibling:dd.firstChild);if(cur)place(cur)})
};
function T(e){return e.target.closest?e.target.closest(terms):null}
d.addEventListener('pointerover',function(e){if(e.pointerType==='touch')return;var a=T(e);if(a&&!tip.contains(a))soon(a);else if(tip.contains(e.target))clearTimeout(tClose)});
d.addEventListener('pointerout',function(e){if(e.pointerType==='touch')return;if(T(e)||tip.contains(e.target))later()});
/* a card opens on focus by key, not on the focus that a press brings */
var keyed=false;
d.addEventListener('keydown',function(){keyed=true},true);
d.addEventListener('pointerdown',function(){keyed=false},true);
d.addEventListener('focusin',function(e){var a=T(e),v=keyed;
  if(a&&v&&!tip.contains(a))soon(a);else if(!tip.contains(e.target)){clearTimeout(tOpen);if(!pinned||e.target.closest('dialog'))close()}});
d.addEventListener('click',function(e){var a=T(e);
  if(e.target.className==='close'&&tip.contains(e.target)){var c=cur;close();if(c)c.focus();return}
  if(a&&!tip.contains(a)&&d.getElementById('t-'+term(a))&&!e.ctrlKey&&!e.metaKey&&!e.shiftKey&&!e.altKey){e.preventDefault();clearTimeout(tOpen);if(cur===a&&pinned)close();else open(a,true);return}
  if(cur&&!tip.contains(e.target))close()});
d.addEventListener('keydown',function(e){
  /* engines that do not know what a card was opened from do not lead from there into it */
  if(e.key==='Tab'&&!e.shiftKey&&cur&&e.target===cur&&pinned){var f=$('a[href]',tip);if(f){e.preventDefault();f.focus()}}
  if(e.key!=='Escape')return;clearTimeout(tOpen);if(cur){var a=cur,f=tip.contains(d.activeElement);e.preventDefault();close();if(f)a.focus()}});
addEventListener('scroll',function(){if(cur&&!sheet.matches){if(pinned)place(cur);else close()}},{passive:true});
addEventListener('resize',function(){if(!sheet.matches)close()});
})(document);
