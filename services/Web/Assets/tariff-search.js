// Finds a commodity code while one types: an ARIA combobox with a list of hits. The box stays an ordinary box; a code
// that is known may simply be typed.
export default function enhance(box) {
  const language = location.pathname.split('/')[1];
  const list = Object.assign(document.createElement('ul'), { id: `${box.id}-hits`, className: 'suggestions', hidden: true });
  const status = Object.assign(document.createElement('p'), { className: 'hidden' });
  const label = document.querySelector(`label[for="${box.id}"]`);
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', label?.textContent ?? '');
  status.setAttribute('role', 'status');
  box.parentElement.after(list, status);
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id })) box.setAttribute(name, value);

  let wait, asked = 0, at = -1;
  const show = open => {
    list.hidden = !open;
    box.setAttribute('aria-expanded', String(open));
    if (!open) move(-1);
  };
  const move = to => {
    at = to;
    [...list.children].forEach((hit, i) => hit.setAttribute('aria-selected', String(i === at)));
    const hit = list.children[at];
    if (hit) {
      box.setAttribute('aria-activedescendant', hit.id);
      hit.scrollIntoView({ block: 'nearest' });
    } else {
      box.removeAttribute('aria-activedescendant');
    }
  };
  const choose = hit => {
    box.value = hit.dataset.code;
    status.textContent = hit.textContent;
    show(false);
    box.focus();
  };
  const search = async () => {
    const turn = ++asked;
    const words = box.value.trim();
    if (words.length < 2) return show(false);
    const answer = await fetch(`/${language}/customs/tariff?handler=Suggestions&search=${encodeURIComponent(words)}`).catch(() => null);
    // Without an answer the box is an ordinary box; an answer that comes too late is about other words.
    if (!answer?.ok || turn !== asked) return;
    const { lines, status: found } = await answer.json();
    list.replaceChildren(...lines.map(({ code, words }, i) => {
      const hit = Object.assign(document.createElement('li'), { id: `${list.id}-${i}` });
      hit.setAttribute('role', 'option');
      hit.setAttribute('aria-selected', 'false');
      hit.dataset.code = code;
      const digits = Object.assign(document.createElement('bdi'), { dir: 'ltr', className: 'code', textContent: code });
      hit.append(digits, ` ${words}`);
      return hit;
    }));
    status.textContent = found;
    at = -1;
    show(lines.length > 0 && document.activeElement === box);
  };

  box.addEventListener('input', () => {
    clearTimeout(wait);
    wait = setTimeout(search, 200);
  });
  box.addEventListener('keydown', event => {
    const hits = list.children.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) return hits ? show(true) : search();
      move((at + (event.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1) + hits) % hits);
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      choose(list.children[at]);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  box.addEventListener('blur', () => show(false));
  // The press must not take the focus from the box, or the list would be gone before the click.
  list.addEventListener('mousedown', event => event.preventDefault());
  list.addEventListener('click', event => {
    const hit = event.target.closest('[role=option]');
    if (hit) choose(hit);
  });
  // Whoever typed before this script came is answered, too.
  if (document.activeElement === box && box.value !== box.defaultValue) search();
}
