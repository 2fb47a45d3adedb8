import type {ChannelFormat} from '../storage/channel-storage.ts';

/**
 * The id that a document gives its order, also when nothing else in it can be read: whoever is erased is erased from
 * messages that never became an order as well.
 * @example
 * externalIdOf('woocommerce', {id: 727, oops: true}) //=> '727'
 */
export function externalIdOf(format: ChannelFormat, document: unknown): string | undefined {
  const fields = fieldsOf(document);
  const id = format === 'packline' ? fields['externalId'] : format === 'shopify' ? (fieldsOf(fields['order'])['id'] ?? fields['id']) : fields['id'];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
