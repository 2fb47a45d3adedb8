/** Kinds of files a receipt may be. */
export type ReceiptMediaType = 'image/png' | 'image/jpeg' | 'image/webp' | 'application/pdf';

/**
 * What a file is by its first bytes. Names and headers are the sender's word only: a page of HTML that calls itself a
 * picture is not one.
 */
export function sniffMediaType(bytes: Uint8Array): ReceiptMediaType | undefined {
  const starts = (signature: readonly number[], at = 0): boolean => bytes.length >= at + signature.length && signature.every((byte, index) => bytes[at + index] === byte);
  if (starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (starts([0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (starts([0x52, 0x49, 0x46, 0x46]) && starts([0x57, 0x45, 0x42, 0x50], 8)) return 'image/webp';
  if (starts([0x25, 0x50, 0x44, 0x46, 0x2d])) return 'application/pdf';
  return undefined;
}
