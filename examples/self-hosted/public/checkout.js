/** Keeps the sums in step with the chosen way of delivery; without it the server counts. */
const form = document.querySelector('form.checkout');
const button = form.querySelector('button[type="submit"]');
const format = new Intl.NumberFormat('en-HK', {minimumFractionDigits: 2, maximumFractionDigits: 2});
const goodsCents = Number(button.dataset.goods);
const shippingSum = form.querySelector('[data-sum="shipping"]');
const totalSum = form.querySelector('[data-sum="total"]');

function show(cell, cents) {
  const sign = document.createElement('span');
  sign.className = 'sign';
  sign.textContent = 'HK$';
  const price = document.createElement('span');
  price.className = 'price';
  price.append(sign, ` ${format.format(cents / 100)}`);
  cell.replaceChildren(price);
}

form.addEventListener('change', ({target}) => {
  if (target.name !== 'shipping') return;
  const cents = Number(target.dataset.cents);
  if (cents === 0) shippingSum.textContent = shippingSum.dataset.free;
  else show(shippingSum, cents);
  show(totalSum, goodsCents + cents);
  button.textContent = button.dataset.words.replace('{total}', `HK$${format.format((goodsCents + cents) / 100)}`);
});
