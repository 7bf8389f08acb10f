// Keeps a part of the page fresh: the server says that something has changed, the page is fetched and the part replaced.
export default part => {
  const said = document.getElementById('live-said');
  let events;

  const hideRefresh = () => part.querySelector('[data-refresh]')?.setAttribute('hidden', '');
  const refresh = async () => {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(part.id);
    if (!answer.ok) return setTimeout(refresh, 5_000);
    if (!fresh) return location.reload();
    const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    part.replaceChildren(...fresh.childNodes);
    part.dataset.version = fresh.dataset.version;
    hideRefresh();
    if (focused) part.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
    said.textContent = fresh.dataset.said;
  };
  const listen = () => {
    events?.close();
    events = new EventSource(part.dataset.events);
    events.addEventListener('changed', event => { if (event.data !== part.dataset.version) refresh().catch(() => {}); });
    // A line that breaks is tried again by the browser; an answer that is no stream is not.
    events.addEventListener('error', event => { if (event.target === events && events.readyState === EventSource.CLOSED && !document.hidden) setTimeout(listen, 15_000); });
  };

  // A page that nobody looks at listens to nothing: browsers keep few lines to one server.
  document.addEventListener('visibilitychange', () => document.hidden ? events?.close() : listen());
  hideRefresh();
  listen();
};
