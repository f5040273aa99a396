/* Keys: j k rows, t terms, n notes, / search, ? help. One letter each, so they can be switched off (in the help). */
(function(d){'use strict';
var help=d.getElementById('help'),box=d.getElementById('keys'),on=true,ask=[].slice.call(d.querySelectorAll('.ask'));
try{on=localStorage.dzKeys!=='off'}catch(e){}
if(help&&!help.showModal){ask.forEach(function(b){b.hidden=true});help=null}
function show(){if(help&&!help.open)help.showModal()}
ask.forEach(function(b){b.addEventListener('click',show)});
if(help)help.addEventListener('click',function(e){if(e.target===help)help.close()});
if(box){box.checked=on;box.addEventListener('change',function(){on=box.checked;try{localStorage.dzKeys=on?'on':'off'}catch(e){}})}
function seen(n){return n.getClientRects().length>0}
/* the next of these after what has the focus, or after the top of the window */
function step(what,back){
  var list=[].slice.call(d.querySelectorAll(what)),f=d.activeElement,i,n;
  if(!f||!f.closest||!f.closest('.ed'))f=null;
  if(!f){var y=d.elementFromPoint(d.documentElement.clientWidth/2,150);f=y&&y.closest('.row')}
  if(back)list.reverse();
  for(i=0;i<list.length;i++){
    n=list[i];
    if(f&&(n===f||!(f.compareDocumentPosition(n)&(back?2:4))||back&&n.contains(f)))continue;
    if(seen(n)){n.focus();n.scrollIntoView({block:'nearest'});return}
  }
}
d.addEventListener('keydown',function(e){
  if(!on||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||help&&help.open)return;
  var t=e.target,k=e.key,s;
  if(t.closest&&t.closest('input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]'))return;
  if(k==='?'){show();return}
  if(k==='/'){s=d.getElementById('q')||d.getElementById('filter');if(s){s.focus();e.preventDefault()}else{s=d.querySelector('.menu.site a[href*="search/"]');if(s){location.href=s.href;e.preventDefault()}}return}
  if(!d.querySelector('.ed'))return;
  if(k==='j'||k==='k')step('.row .r1',k==='k');
  else if(k==='t')step('.cells a[data-term]');
  else if(k==='n')step('.an.note>summary')
});
})(document);
