/* The first page of a divided document: on to the page where what the address names stands. */
(function(d,l){'use strict';
function go(){var a;try{a=d.getElementById(decodeURIComponent(l.hash.slice(1)))}catch(e){}
  if(a&&a.closest('.elsewhere,.chapters'))l.replace(a.href.replace('#',l.search+'#'))}
addEventListener('hashchange',go);go()
})(document,location);
