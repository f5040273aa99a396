(function(h,l){var v,t,w,q,n,i,s=[];try{v=localStorage.dzView;t=localStorage.dzTheme}catch(e){}
if(t)h.setAttribute('data-theme',t);if(/k-404/.test(h.className))return;h.className+=' js';
q=/[?&]view=([\w-]+)/.exec(l.search);if(q)v=q[1];v=v||'both';h.setAttribute('data-view',v);
w=h.getAttribute('data-witnesses');q=/[?&]w=([\w.,-]+)/.exec(l.search);
if(w&&q){w=w.split(' ');n=q[1].split(',');for(i=0;i<w.length;i++)if(n.indexOf(w[i])>=0)s.push(i+1);if(s.length)h.setAttribute('data-w',s.join(' '))}
if(s.length?s.length<2:(' '+h.getAttribute('data-has')+' ').indexOf(' '+v+' ')>=0)h.setAttribute('data-flow',v)
})(document.documentElement,location);
