/* A page that has gone: on to the one in its place, at the same words. */
(function(a){'use strict';if(a)location.replace(a.href+location.search+location.hash)})(document.getElementById('moved'));
