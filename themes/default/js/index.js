/* Lists of terms and notes: filter by characters, by pinyin with or without tones, by words. */
(function(d){'use strict';
var f=d.getElementById('filter');if(!f)return;
function fold(s){s=s.toLowerCase();if(s.normalize)s=s.normalize('NFD').replace(/[\u0300-\u036f]/g,'');return s.replace(/[\s'’·-]+/g,'')}
var list=[].map.call(d.querySelectorAll('[data-t]'),function(n){return{n:n,k:fold(n.getAttribute('data-t')||n.textContent)}}),none=d.getElementById('none'),groups=[].slice.call(d.querySelectorAll('.tgroup'));
function run(){
  var q=fold(f.value),hits=0;
  list.forEach(function(x){var ok=!q||x.k.indexOf(q)>=0;x.n.hidden=!ok;if(ok)hits++});
  groups.forEach(function(g){g.hidden=!g.querySelector('[data-t]:not([hidden])')});
  none.hidden=hits>0
}
f.addEventListener('input',run);run();
})(document);
