/* The view, the texts side by side, the theme: what the head script has set is kept in step with the controls. */
(function(d){'use strict';
var H=d.documentElement,$=function(s,r){return(r||d).querySelector(s)},all=function(s,r){return[].slice.call((r||d).querySelectorAll(s))};
function store(k,v){try{localStorage[k]=v}catch(e){}}
/* keep the row under the bar where it is: O(1), since measuring every row would lay out skipped sections */
function keep(change){
  var u=null,y=0,k;
  for(k=0;k<6&&!u;k++){u=d.elementFromPoint(H.clientWidth/3,120+k*24);u=u&&u.closest&&u.closest('.row')}
  if(u)y=u.getBoundingClientRect().top;
  H.style.overflowAnchor='none';
  change();
  /* again in the next frames: sections that come into view get their real heights only then */
  k=0;(function hold(){
    if(u)scrollTo(scrollX,scrollY+u.getBoundingClientRect().top-y);
    if(k++<4)requestAnimationFrame(hold);else H.style.overflowAnchor=''
  })()
}
var boxes=all('.wc'),has=' '+H.getAttribute('data-has')+' ';
function chosen(){return boxes.filter(function(b){return b.checked})}
function usual(){return boxes.every(function(b){return b.checked===b.defaultChecked})}
function address(){
  if(!history.replaceState)return;
  var v=H.getAttribute('data-view'),q=[];
  if(boxes.length&&!usual())q.push('w='+chosen().map(function(b){return b.value}).join(','));
  if(/[?&]view=/.test(location.search)&&v!=='both')q.push('view='+v);
  var l=/[?&](list=[^&]+)/.exec(location.search);if(l)q.push(l[1]);
  try{history.replaceState(null,'',location.pathname+(q.length?'?'+q.join('&'):'')+location.hash)}catch(e){}
}
function apply(view){
  var w=chosen();H.setAttribute('data-view',view);
  if(boxes.length&&!usual()&&w.length)H.setAttribute('data-w',w.map(function(b){return b.getAttribute('data-n')}).join(' '));else H.removeAttribute('data-w');
  var one=H.hasAttribute('data-w')?w.length===1:has.indexOf(' '+view+' ')>=0;
  if(one)H.setAttribute('data-flow',view);else H.removeAttribute('data-flow')
}
var v=H.getAttribute('data-view')||'both',w=H.getAttribute('data-w'),r=$('.view input[value="'+v+'"]');
if(!r){v='both';r=$('#v-all');apply('both')}
if(r)r.checked=true;
if(w)boxes.forEach(function(b){b.checked=(' '+w+' ').indexOf(' '+b.getAttribute('data-n')+' ')>=0});
d.addEventListener('change',function(e){
  var t=e.target;
  if(t.name==='view')keep(function(){
    if(H.hasAttribute('data-w'))boxes.forEach(function(b){b.checked=b.defaultChecked});
    apply(t.value);store('dzView',t.value);address()});
  else if(t.className==='wc'){
    if(!chosen().length)t.checked=true;
    keep(function(){var b=$('#v-all');b.checked=true;apply('both');address()})
  }
});
/* theme */
var mq=matchMedia('(prefers-color-scheme:dark)'),th=all('.theme');
function dark(){var t=H.getAttribute('data-theme');return t?t==='dark':mq.matches}
function paint(){th.forEach(function(b){b.setAttribute('aria-pressed',dark())})}
paint();
th.forEach(function(b){b.addEventListener('click',function(){var t=dark()?'light':'dark';H.setAttribute('data-theme',t);store('dzTheme',t);paint()})});
/* menus close on Escape, on a choice, on a click elsewhere */
var menus=all('.menu');
d.addEventListener('click',function(e){menus.forEach(function(m){if(m.open&&(!m.contains(e.target)||(e.target.closest&&e.target.closest('a'))))m.open=false})});
d.addEventListener('keydown',function(e){if(e.key==='Escape')menus.forEach(function(m){if(m.open){m.open=false;$('summary',m).focus()}})});
})(document);
