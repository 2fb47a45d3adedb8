/** The counter: products, cart and money on one page. A sale goes into the engine's outbox, so a lost network loses nothing. */
import {createHttpBackend, shareOrderEngine} from '/packline/elements.min.js';
import {keepPage, sessionToken} from './session-token.js';
import {Cart, changeOf} from './till-cart.js';
import {compare, moneyText, readAmount} from './till-money.js';
import {drawSlip} from './till-slip.js';
import {drawLines, drawProducts, moneyView, walkGrid} from './till-view.js';

const main = document.getElementById('till');
const words = JSON.parse(main.dataset.words);
const methods = JSON.parse(main.dataset.methods);
const {currency, language} = main.dataset;
const look = {digits: Number(main.dataset.digits), locale: language === 'en' ? 'en-HK' : 'zh-HK'};
const at = (selector) => main.querySelector(selector);
const [grid, search, form, lines, charge, dialog, slip] = ['.product-grid', '#till-search', 'form.sale', '.cart-lines', 'button.charge', 'dialog', '.slip'].map(at);
const fields = form.elements;

const PRODUCTS_KEY = 'packline-till-products';
const SEARCH_PAUSE_MS = 150;
const MOST_PRODUCTS = 200;

const backend = createHttpBackend({endpoint: new URL('/', location.href).href, token: sessionToken});
const {engine} = shareOrderEngine({backend});
const cart = new Cart({currency, digits: look.digits});
let products = readKept();
let shown = products;
/** The sale on the slip: its order, and what only the counter knows. */
let sale;

// Products

function readKept() {
  try {
    return JSON.parse(localStorage.getItem(PRODUCTS_KEY) ?? '[]');
  } catch {
    return [];
  }
}

async function askProducts(query) {
  const response = await fetch(`/v1/products?${new URLSearchParams({q: query, limit: MOST_PRODUCTS})}`, {headers: {authorization: `Bearer ${await sessionToken()}`}});
  if (!response.ok) throw new Error(`The product list could not be read (${response.status}).`);
  return (await response.json()).products.filter(({unitPrice}) => unitPrice !== undefined);
}

async function loadProducts() {
  try {
    products = await askProducts('');
    localStorage.setItem(PRODUCTS_KEY, JSON.stringify(products));
  } catch (error) {
    console.warn('The till works with the products of last time.', error);
  }
  find();
}

function wordsOf(text) {
  return text.normalize('NFKC').toLowerCase().split(/\s+/).filter((word) => word !== '');
}

let asked = 0;
/** At once from what is here; the server, which knows more products and more spellings, corrects it. */
function find() {
  const query = search.value.trim();
  const wanted = wordsOf(query);
  shown = products.filter(({sku, name}) => wanted.every((word) => `${sku} ${name}`.normalize('NFKC').toLowerCase().includes(word)));
  drawGrid();
  asked += 1;
  const mine = asked;
  if (query === '') return;
  setTimeout(async () => {
    if (mine !== asked) return;
    const found = await askProducts(query).catch(() => undefined);
    if (mine !== asked || !found) return;
    shown = found;
    drawGrid();
  }, SEARCH_PAUSE_MS);
}

function drawGrid() {
  drawProducts(grid, shown, {cart, words, look, onPick: (product) => cart.add(product)});
  at('.no-products').hidden = shown.length > 0;
}

/** A scanner types a code and Enter; so does whoever knows what the first answer will be. */
function pickFirst() {
  const typed = search.value.trim().toLowerCase();
  const product = shown.find(({sku}) => sku.toLowerCase() === typed) ?? (typed === '' ? undefined : shown[0]);
  if (!product) return;
  cart.add(product);
  search.value = '';
  find();
}

// The sale

const isCollected = () => fields.handover.value === 'collect';
const payment = () => methods.find(({code}) => code === fields.payment.value) ?? methods[0];
const received = () => (payment().code === 'cash' && fields.received.value.trim() !== '' ? readAmount(fields.received.value, {scale: look.digits, currency}) : undefined);

/** Why it cannot be charged yet, as a sentence; undefined when it can. */
function obstacle() {
  if (cart.count === 0) return words.cartEmpty;
  if (!cart.discount) return words.discountWrong;
  if (isCollected() && fields.name.value.trim() === '') return words.nameMissing;
  if (payment().code !== 'cash' || fields.received.value.trim() === '') return undefined;
  const given = received();
  if (!given) return words.receivedWrong;
  return compare(given, cart.total) < 0 ? words.receivedShort : undefined;
}

function drawSale() {
  const {discount, total, subtotal, count} = cart;
  drawLines(lines, cart, {words, look});
  at('.cart-empty').hidden = count > 0;
  at('.collect-fields').hidden = !isCollected();
  for (const label of form.querySelectorAll('[data-later]')) label.hidden = !isCollected();
  if (!isCollected() && payment().later) fields.payment.value = methods[0].code;
  at('.cash-fields').hidden = payment().code !== 'cash';
  fields.discount.setAttribute('aria-invalid', String(!discount));
  at('#discount-wrong').textContent = discount ? '' : words.discountWrong;
  at('.sum-subtotal').replaceChildren(moneyView(subtotal, look));
  at('.row-discount').hidden = !discount || discount.amount === 0;
  if (discount) at('.sum-discount').replaceChildren(moneyView({...discount, amount: -discount.amount}, look));
  at('.sum-total').replaceChildren(moneyView(total, look));
  const back = changeOf(received(), total);
  at('.row-change').hidden = !back;
  if (back) at('.sum-change').replaceChildren(moneyView(back, look));
  const verb = payment().later ? words.keep : words.charge;
  charge.textContent = verb.replace('{total}', moneyText(total, look));
  const why = obstacle();
  charge.setAttribute('aria-disabled', String(why !== undefined));
  at('#charge-why').textContent = why ?? '';
  at('.dock-count').textContent = count === 1 ? words.oneItem : words.items.replace('{count}', count);
  at('.dock-total').textContent = moneyText(total, look);
  // Only what is in the cart changed in the grid: its badges.
  drawGrid();
}

function saleOrder() {
  const name = fields.name.value.trim();
  const phone = fields.phone.value.trim();
  const collect = isCollected();
  return cart.toOrder({
    payment: payment(),
    shippingMethod: collect ? JSON.parse(main.dataset.collect) : JSON.parse(main.dataset.handed),
    customer: collect ? {...(name === '' ? {} : {name}), ...(phone === '' ? {} : {phone}), language} : {},
    discountName: words.discount,
  });
}

let isCharging = false;
async function chargeSale() {
  if (isCharging) return;
  if (obstacle() !== undefined) return say(obstacle());
  isCharging = true;
  try {
    const given = received();
    const change = changeOf(given, cart.total);
    // From here on the sale is on this device, with the id it will have for ever.
    const answer = await engine.dispatch(engine.newId(), {type: 'order.place', order: saleOrder()});
    if (!answer.ok) return say(words.refused.replace('{code}', answer.refusal.code));
    sale = {order: answer.order, received: given, change, isSent: false};
    cart.clear();
    form.reset();
    main.dataset.view = 'products';
    drawSale();
    showSlip();
  } catch (error) {
    say(error.code === 'engine/nobody-signed-in' ? words.firstOnline : words.broken.replace('{reason}', error.message));
  } finally {
    isCharging = false;
  }
}

function say(text) {
  const strip = at('.till-problem');
  strip.textContent = text;
  strip.hidden = text === '';
  if (text !== '') strip.focus();
}

// The slip

function drawSaleSlip() {
  drawSlip(slip, sale.order, {...sale, storeName: engine.session?.store.name ?? main.dataset.store, timeZone: engine.settings.timeZone, words, look, language});
}

function showSlip() {
  say('');
  drawSaleSlip();
  at('.last-sale').hidden = false;
  if (!dialog.open) dialog.showModal();
  at('.new-sale').focus();
}

/** The number comes from the server, and so does the certainty that it has the sale. */
async function followSale() {
  if (!sale || sale.isSent) return;
  const {id} = sale.order;
  // A device that cannot be read for a moment tells of the next change again.
  const [outbox, order] = await Promise.all([engine.readOutbox(), engine.readOrder(id)]).catch(() => [[]]);
  const waits = outbox.some((entry) => entry.command.orderId === id);
  if (!order || sale?.order.id !== id) return;
  sale = {...sale, order, isSent: !waits && order.number !== ''};
  drawSaleSlip();
}

// How it stands with the server

function drawState() {
  const {phase, unsentCount, refusedCount} = engine.status;
  const state = at('.till-state');
  const isLive = phase === 'live';
  state.dataset.phase = isLive ? 'live' : phase === 'signed-out' ? 'signed-out' : 'offline';
  const waiting = unsentCount === 0 ? '' : words.waiting.replace('{count}', unsentCount);
  const refused = refusedCount === 0 ? '' : words.refusedCount.replace('{count}', refusedCount);
  const place = isLive ? words.live : phase === 'signed-out' ? words.signedOut : phase === 'opening' || phase === 'loading' ? words.opening : words.offline;
  state.textContent = [place, waiting, refused].filter((text) => text !== '').join(' · ');
}

engine.subscribe((change) => {
  if (change.statusChanged || change.outboxChanged) drawState();
  if (sale && (change.outboxChanged || change.orderIds === 'all' || change.orderIds.has(sale.order.id))) void followSale();
});

// Hands on the page

cart.addEventListener('change', drawSale);
search.addEventListener('input', find);
search.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.isComposing) {
    event.preventDefault();
    pickFirst();
  }
  if (event.key === 'ArrowDown') grid.querySelector('button')?.focus();
});
fields.discount.addEventListener('input', () => cart.setDiscount(fields.discount.value));
form.addEventListener('input', (event) => event.target === fields.discount || drawSale());
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void chargeSale();
});
at('.new-sale').addEventListener('click', () => dialog.close());
at('.print').addEventListener('click', () => window.print());
at('.last-sale').addEventListener('click', showSlip);
at('.clear').addEventListener('click', () => {
  cart.clear();
  form.reset();
  drawSale();
});
dialog.addEventListener('close', () => search.focus());
for (const button of main.querySelectorAll('[data-to]')) button.addEventListener('click', () => (main.dataset.view = button.dataset.to));
document.addEventListener('keydown', (event) => {
  if (dialog.open) return;
  // In the empty search the key has done its work already.
  const isTyping = event.target instanceof HTMLInputElement && event.target.type !== 'radio' && !(event.target === search && search.value === '');
  if (event.key === '/' && !isTyping) {
    event.preventDefault();
    search.focus();
  }
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    void chargeSale();
  }
});

walkGrid(grid);
drawSale();
drawState();
void loadProducts();
void engine.ready.then(drawState);
keepPage();
