import {receiptUploaded, shopOrder} from './envelope-schemas.ts';
import * as examples from './examples.ts';
import type {OperationNote, ParameterNote} from './operation.ts';
import {fileOfReceipt, lastEventId, stream} from './operations.ts';

const token: ParameterNote = {name: 'token', in: 'path', description: 'The signed, expiring token of the customer’s link. It is the right to see this one order.', schema: {type: 'string'}, example: examples.LINK_TOKEN};
const receiptId: ParameterNote = {name: 'receiptId', in: 'path', description: 'Id of the upload.', schema: {type: 'string'}, example: 'r1'};
const noReferrer = {'Referrer-Policy': '`no-referrer`: the address is a secret.', 'Cache-Control': '`no-store`'};

/** What customers ask by their link, and what anybody may ask. */
export const PUBLIC_OPERATIONS: readonly OperationNote[] = [
  {
    id: 'readShopOrder',
    method: 'get',
    path: '/v1/shop/orders/{token}',
    tag: 'Customers',
    summary: 'An order for its customer',
    description: 'What the customer’s page shows. Another shop’s, another order’s, an altered or an invented link is a 404 that tells nothing; only a link that was good once is told that it has expired.',
    door: 'link',
    parameters: [token],
    answers: {200: {description: 'The order as its customer may see it.', headers: noReferrer, schema: shopOrder, examples: {waiting: examples.shopOrder}}},
    problems: ['link-expired', 'not-found'],
  },
  {
    id: 'followShopOrder',
    method: 'get',
    path: '/v1/shop/orders/{token}/stream',
    tag: 'Customers',
    summary: 'Be told when it changes',
    description: 'As the stream of the feed, about this order alone.',
    door: 'link',
    parameters: [token, lastEventId],
    answers: {200: stream},
    problems: ['link-expired', 'not-found', 'busy'],
  },
  {
    id: 'uploadReceipt',
    method: 'post',
    path: '/v1/shop/orders/{token}/receipts',
    tag: 'Customers',
    summary: 'Upload a proof of payment',
    description: 'The raw bytes of a picture or PDF, at most 10 MiB. What they are is read from the bytes, whatever the header says.',
    door: 'link',
    parameters: [token],
    body: {description: 'The file.', types: ['image/png', 'image/jpeg', 'image/webp', 'application/pdf'], schema: {type: 'string', contentMediaType: 'application/octet-stream'}},
    answers: {201: {description: 'It is kept, and waits for review.', headers: noReferrer, schema: receiptUploaded, examples: {uploaded: examples.receiptUploaded}}},
    problems: ['link-expired', 'not-found', 'refused', 'too-large', 'unsupported-media-type', 'too-many'],
  },
  {
    id: 'readShopReceipt',
    method: 'get',
    path: '/v1/shop/orders/{token}/receipts/{receiptId}/content',
    tag: 'Customers',
    summary: 'The customer’s own upload',
    description: 'As it was sent.',
    door: 'link',
    parameters: [token, receiptId],
    answers: {200: fileOfReceipt},
    problems: ['link-expired', 'not-found'],
  },
  {
    id: 'readDescription',
    method: 'get',
    path: '/v1/openapi.json',
    tag: 'Description',
    summary: 'This description',
    description: 'OpenAPI 3.1.',
    door: 'none',
    answers: {200: {description: 'The description.', headers: {ETag: 'Names this version of it.'}, schema: {type: 'object', required: ['openapi', 'info', 'paths'], properties: {openapi: {type: 'string', pattern: '^3\\.1\\.'}}}}},
    problems: ['not-found'],
  },
  {
    id: 'readDescriptionPage',
    method: 'get',
    path: '/v1/docs',
    tag: 'Description',
    summary: 'This description, to be read',
    description: 'A page in English or 繁體中文 (`lang`), without scripts.',
    door: 'none',
    parameters: [{name: 'lang', in: 'query', description: 'The language of the words round it.', schema: {enum: ['en', 'zh-Hant']}, example: 'en'}],
    answers: {200: {description: 'The page.', types: ['text/html'], schema: {type: 'string'}}},
    problems: ['not-found'],
  },
];
