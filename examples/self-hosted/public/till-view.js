import {moneyParts} from './till-money.js';

/** Makes an element of text and elements; never of markup. */
export function make(tag, {text, ...properties} = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  if (text !== undefined) element.textContent = text;
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** An amount in a column: the sign quieter than the number. */
export function moneyView(value, look) {
  const {minus, sign, digits} = moneyParts(value, look);
  return make('span', {className: 'money'}, minus, make('span', {className: 'sign', text: sign}), digits);
}

/** Draws products as large buttons. A press adds one. */
export function drawProducts(grid, products, {cart, words, look, onPick}) {
  const focused = grid.contains(document.activeElement) ? document.activeElement.dataset.sku : undefined;
  grid.replaceChildren(
    ...products.map((product) => {
      const inCart = cart.quantityOf(product.sku);
      const picture = make('img', {src: product.picture ?? '', alt: '', width: 64, height: 64, loading: 'lazy'});
      // Without a network there may be no pictures; the name is what counts.
      picture.addEventListener('error', () => picture.remove());
      const button = make(
        'button',
        {type: 'button', className: 'product'},
        product.picture ? picture : undefined,
        make('span', {className: 'product-name', text: product.name}),
        make('span', {className: 'product-price'}, moneyView(product.unitPrice, look)),
        inCart > 0 ? make('span', {className: 'in-cart', text: String(inCart), ariaLabel: words.inCart.replace('{count}', inCart)}) : undefined,
      );
      button.dataset.sku = product.sku;
      button.addEventListener('click', () => onPick(product));
      return make('li', {}, button);
    }),
  );
  if (focused !== undefined) [...grid.querySelectorAll('button')].find((button) => button.dataset.sku === focused)?.focus();
}

/** Draws the lines of the cart, each with its stepper. The control that had the focus keeps it. */
export function drawLines(list, cart, {words, look}) {
  const focused = list.contains(document.activeElement) ? {...document.activeElement.dataset} : undefined;
  list.replaceChildren(
    ...cart.lines.map((line) => {
      const step = (by, text, label) => {
        const button = make('button', {type: 'button', className: 'step', text, ariaLabel: label.replace('{name}', line.name)});
        Object.assign(button.dataset, {sku: line.sku, by});
        button.addEventListener('click', () => cart.set(line.sku, line.quantity + by));
        return button;
      };
      return make(
        'li',
        {className: 'cart-line'},
        make('span', {className: 'line-name', text: line.name}),
        make('span', {className: 'stepper'}, step(-1, '−', words.fewer), make('output', {text: String(line.quantity), ariaLabel: words.quantity}), step(1, '+', words.more)),
        make('span', {className: 'line-total number'}, moneyView(cart.totalOf(line), look)),
      );
    }),
  );
  if (!focused?.sku) return;
  const buttons = [...list.querySelectorAll('button')];
  (buttons.find(({dataset}) => dataset.sku === focused.sku && dataset.by === focused.by) ?? buttons[0])?.focus();
}

/** Arrow keys walk over the grid as it is laid out. */
export function walkGrid(grid) {
  grid.addEventListener('keydown', (event) => {
    const buttons = [...grid.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const inRow = buttons.filter(({offsetTop}) => offsetTop === buttons[0].offsetTop).length;
    const step = {ArrowRight: 1, ArrowLeft: -1, ArrowDown: inRow, ArrowUp: -inRow}[event.key];
    const next = step === undefined ? undefined : buttons[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
