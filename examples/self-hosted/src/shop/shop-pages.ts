import {derivedId, parseCommand} from '@packline/core';
import {Hono, type Context} from 'hono';
import {linkTokenFor} from '../access/order-link-for.ts';
import {HttpProblem} from '../http/problem.ts';
import {readForm} from '../http/read-form.ts';
import {newId} from '../new-id.ts';
import {languageOf} from '../pages/language.ts';
import type {Services} from '../services.ts';
import {readBasket, toQuantity, withQuantity, writeBasket} from './basket.ts';
import {basketPage} from './basket-page.ts';
import {cataloguePage} from './catalogue-page.ts';
import {checkFields, isValid, readFields, toNewOrder, type CheckoutFields} from './checkout-form.ts';
import {checkoutPage} from './checkout-page.ts';
import {productPicture} from './product-picture.ts';
import {findProduct} from './products.ts';

/** `/shop…`: the storefront. It works without scripts. */
export function shopPages(services: Services): Hono {
  const {storage, storeId, commands} = services;
  const storeName = async (): Promise<string> => (await storage.readFeedState(storeId)).settings.storeName;

  async function showCheckout(context: Context, fields: CheckoutFields, more: {errors?: ReturnType<typeof checkFields>; refused?: boolean} = {}) {
    const {errors = {}, refused = false} = more;
    const failed = refused || Object.keys(errors).length > 0;
    context.header('cache-control', 'no-store');
    return context.html(checkoutPage({language: languageOf(context), storeName: await storeName(), basket: readBasket(context), fields, errors, refused}), failed ? 422 : 200);
  }

  return new Hono()
    .get('/', async (context) => context.html(cataloguePage(languageOf(context), await storeName(), readBasket(context))))
    .get('/pictures/:file', (context) => {
      const product = findProduct(context.req.param('file').replace(/\.svg$/, ''));
      if (!product) throw new HttpProblem('not-found', 'There is no such product.');
      const headers = {'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400', 'content-security-policy': "default-src 'none'", 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*'};
      return context.body(productPicture(product), 200, headers);
    })
    .get('/basket', async (context) => context.html(basketPage(languageOf(context), await storeName(), readBasket(context))))
    .post('/basket', async (context) => {
      const form = await readForm(context.req.raw);
      const basket = readBasket(context);
      const adds = form.has('add');
      const product = findProduct(form.get(adds ? 'add' : 'sku') ?? '');
      if (!product) throw new HttpProblem('not-found', 'There is no such product.');
      const now = basket.find((line) => line.product === product)?.quantity ?? 0;
      const wanted = adds ? now + 1 : form.has('remove') ? 0 : toQuantity(form.get('quantity') ?? '');
      writeBasket(context, withQuantity(basket, product, wanted));
      return context.redirect(adds ? `/shop#${encodeURIComponent(product.sku)}` : '/shop/basket', 303);
    })
    .get('/checkout', async (context) => {
      if (readBasket(context).length === 0) return context.redirect('/shop/basket', 303);
      return showCheckout(context, {orderId: newId(), name: '', phone: '', email: '', address: '', district: '', note: '', payment: 'fps', shipping: 'sf-door'});
    })
    .post('/checkout', async (context) => {
      const fields = readFields(await readForm(context.req.raw), newId());
      const basket = readBasket(context);
      const errors = checkFields(fields);
      if (basket.length === 0) return context.redirect('/shop/basket', 303);
      if (!isValid(fields, errors)) return showCheckout(context, fields, {errors});
      const {orderId} = fields;
      // Read like a command from anywhere else: nothing a stranger typed gets past the schema.
      const parsed = parseCommand({type: 'order.place', id: derivedId(orderId, 'place'), schemaVersion: 1, orderId, order: toNewOrder(fields, basket, languageOf(context))});
      const answer = parsed.ok ? await commands.run({commands: [parsed.command], actor: {id: 'shopper', name: fields.name, role: 'shopper'}}) : parsed;
      if (!answer.ok || answer.results[0]?.outcome === 'refused') return showCheckout(context, {...fields, orderId: newId()}, {refused: true});
      writeBasket(context, []);
      return context.redirect(`/o/${await linkTokenFor(services, orderId)}`, 303);
    });
}
