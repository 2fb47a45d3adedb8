import {createHash} from 'node:crypto';

/** Codes with a meaning of their own: a channel that took one would be treated as something it is not. */
const RESERVED: ReadonlySet<string> = new Set(['till', 'import', 'online', 'whatsapp', 'instagram', 'facebook', 'phone']);
const LONGEST_SLUG = 40;

/** How a channel names itself on an order. */
export interface ChannelName {
  readonly code: string;
  readonly name: string;
}

/**
 * The channel's code, made from the name its owner gave it: the same name is the same channel, whether its orders come by
 * token or by webhook, and however often its secrets are changed.
 * @example
 * channelCode('Web shop') //=> 'web-shop'
 */
export function channelCode(name: string): string {
  const slug = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, LONGEST_SLUG).replace(/^-+|-+$/g, '');
  const isPlain = /^[a-z0-9]+( [a-z0-9]+)*$/i.test(name) && name.length <= LONGEST_SLUG;
  if (isPlain && !RESERVED.has(slug)) return slug;
  // Names of other letters or signs, and long ones, are told apart by all of their letters.
  return `${slug === '' ? 'channel' : slug}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

/**
 * The id of the one order that a channel's own id stands for: the same external id is the same order, for ever.
 * @example
 * channelOrderId('web-shop', '1001') //=> 'ch-…'
 */
export function channelOrderId(code: string, externalId: string): string {
  return `ch-${createHash('sha256').update(`${code}\n${externalId}`).digest('hex').slice(0, 40)}`;
}
