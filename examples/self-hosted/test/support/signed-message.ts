import {Webhook} from 'standardwebhooks';

/** A message as another shop's program would send it: signed by the library, not by this server. */
export function signedMessage(secret: string, {id, body, at = new Date()}: {id: string; body: string; at?: Date}): {method: string; body: string; headers: Record<string, string>} {
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    },
  };
}

/** The smallest useful "order in" document. */
export function orderIn(externalId: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    externalId,
    customer: {name: '何美玲 Ho Mei Ling', email: 'ho@example.com', phone: '+852 6123 4567', language: 'zh-Hant'},
    shippingAddress: {name: '何美玲', lines: ['Flat 12B, Block 3'], district: 'Fanling', country: 'HK'},
    payment: {method: 'card', state: 'paid'},
    shipping: {method: 'sf-door', carrier: 'own', fee: '32.00'},
    lines: [{sku: 'TEA-DD-150', name: '凍頂烏龍 Dong Ding oolong 150 g', quantity: 2, unitPrice: '380.00'}],
    ...more,
  };
}
