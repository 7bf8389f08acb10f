// Small helpers; every page works without them.

// A form is sent once, however often the button is pressed on a slow line.
for (const form of document.querySelectorAll('form[data-once]')) {
  form.addEventListener('submit', event => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'true';
    setTimeout(() => delete form.dataset.sent, 10_000);
  });
}
// A page that comes back from the browser's memory may be sent again.
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => delete form.dataset.sent));

// A page that answers a form is an ordinary page in the history: who comes back to it is not asked to send it again.
history.replaceState(history.state, '', location.href);

// Whoever listens to the page hears first what is wrong.
document.querySelector('[data-focus]')?.focus();

// A file that is too large is told when it is chosen, not after minutes on a slow line.
for (const box of document.querySelectorAll('input[type="file"]')) {
  const said = Object.assign(document.createElement('p'), { className: 'ds-validation-message', hidden: true });
  said.setAttribute('role', 'alert');
  box.before(said);
  box.addEventListener('change', () => {
    const tooLarge = [...box.files].some(file => file.size > box.dataset.most);
    if (tooLarge) box.value = '';
    said.hidden = !tooLarge;
    said.textContent = tooLarge ? box.dataset.tooLarge : '';
  });
}

// A page says what it needs; only that is loaded.
for (const element of document.querySelectorAll('[data-enhance]:not([data-enhance=""])')) {
  import(`./${element.dataset.enhance}.js`).then(module => module.default(element));
}
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
