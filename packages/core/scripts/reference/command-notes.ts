import type {CommandBody, CommandType} from '../../src/order/command.ts';

/** What the page about commands says of one of them besides what the law itself tells. */
export interface CommandNote<Type extends CommandType> {
  readonly what: string;
  /** Each field with its unit, limit or default. */
  readonly fields: Readonly<Record<Exclude<keyof Extract<CommandBody, {type: Type}>, 'type'>, string>>;
  readonly example: Extract<CommandBody, {type: Type}>;
}

const hkd = (amount: number) => ({amount, scale: 2, currency: 'HKD'});
const PARCEL_ID = '0198f1c2-7a10-7000-8000-000000000001-p1';
const COMMAND_ID = '0198f1c2-7a10-7000-8000-000000000009';
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

const parcelId = 'the parcel, by id';
const lineId = 'the order line, by id';
const packedId = `${lineId}; without it the whole parcel`;
const units = 'whole units, at least 1';
const day = 'a calendar date such as `2026-11-24`, in the shop’s time zone';
const remark = 'words to the customer, at most 10,000 characters; a tracking number in it is recognised';
const receiptId = 'the upload, by id';
const hash = 'SHA-256 of the picture that was looked at: 64 lower-case hex digits';
const version = 'the version of the order the decision was made on; another one refuses';
const amount = (what: string) => `exact money in the order’s currency, more than zero; default ${what}`;
const undoPacking = 'true: units that are packed may be taken out again; `previewEdit` says in advance which';
const note = 'for staff only, at most 10,000 characters';

/** A command that is forgotten here, or a field, does not compile. */
export const COMMAND_NOTES: {readonly [Type in CommandType]: CommandNote<Type>} = {
  'order.place': {
    what: 'Writes a new order down, from any channel: a shop, a till, a person who writes down what came by chat, an import. With `draft` it is kept back until `order.confirm`.',
    fields: {order: 'everything known about it; see `NewOrder`. At most 5,000 lines; money exact, scale 0 to 6'},
    example: {
      type: 'order.place',
      order: {
        channel: {code: 'whatsapp'},
        customer: {name: '陳大文', phone: '+852 6123 4567'},
        paymentMethod: {code: 'fps', name: 'FPS', needsReceipt: true, allowUnpaidDispatch: false},
        shippingMethod: {code: 'sf', name: 'SF Express', carrier: 'own'},
        lines: [{sku: 'LB-01', name: 'Lunch bag', quantity: 2, unitPrice: hkd(12_800)}],
        shippingFee: hkd(3_000),
      },
    },
  },
  'order.confirm': {what: 'Places a draft. A sale that travels gets its parcel #1.', fields: {}, example: {type: 'order.confirm'}},
  'order.edit': {
    what: 'Changes what was ordered, by whom, where it goes and what it costs, all at once or not at all. After packing too: what that undoes is said in advance and only done when asked for.',
    fields: {changes: 'what is to change; what is left out stays, `null` takes away', undoPacking, expectedVersion: version},
    example: {type: 'order.edit', changes: {shippingAddress: {lines: ['Flat B, 12/F', '8 Nathan Road'], district: 'Tsim Sha Tsui'}, lines: [{lineId: '1', quantity: 3}, {remove: '2'}]}},
  },
  'order.cancel': {what: 'Cancels what was not sent. Refused once a parcel has gone and is not back.', fields: {reason: note}, example: {type: 'order.cancel', reason: 'ordered twice'}},
  'line.cancel': {
    what: 'Takes units of one line off the order for good; the last unit of an order of which nothing was sent cancels it.',
    fields: {lineId, quantity: units, reason: note, undoPacking},
    example: {type: 'line.cancel', lineId: '1', quantity: 1, reason: 'out of stock'},
  },
  'order.expire': {what: 'Gives up waiting for the money. The server’s scheduler gives it; nothing in an order depends on the clock by itself.', fields: {}, example: {type: 'order.expire'}},
  'order.dispatch': {
    what: 'Bulk dispatch of one order. *All Items* packs, verifies and sends what is left in one parcel; *Packed Items Only* sends what is verified and leaves the rest, visible, in a parcel of its own.',
    fields: {mode: '`all_items` or `packed_only`', shipOn: day, remark},
    example: {type: 'order.dispatch', mode: 'all_items', shipOn: '2026-11-24', remark: 'With tomorrow’s van'},
  },
  'order.send': {
    what: 'Sends several parcels at once: the named ones, or every ready one, which is verified and has a day.',
    fields: {parcelIds: 'at most 500; default every ready parcel', remark},
    example: {type: 'order.send', parcelIds: [PARCEL_ID]},
  },
  'order.schedule': {what: 'The ready switch of all unsent parcels at once.', fields: {shipOn: `${day}; null for not ready`}, example: {type: 'order.schedule', shipOn: '2026-11-24'}},
  'order.close': {what: 'Keeps a finished sale from further changes; corrections, refunds and notes stay possible.', fields: {}, example: {type: 'order.close'}},
  'order.archive': {what: 'Puts an order away from the everyday lists, or back.', fields: {archived: 'true: away; false: back'}, example: {type: 'order.archive', archived: true}},
  'order.erase': {what: 'Takes away what tells who the customer was: name, contacts, address, every word that people wrote, couriers’ numbers; from the document, and on a server from the log, the letters and the pictures. Of a finished order, by an owner or the scheduler; it cannot be undone.', fields: {}, example: {type: 'order.erase'}},
  'order.undo': {
    what: 'Takes an *Accept*, a *Deny* or a *Send* back, as if it had not been, while its letter is still held on the server (`settings.undoSeconds`).',
    fields: {undoes: 'id of the command that is taken back; see `order.undoable`'},
    example: {type: 'order.undo', undoes: COMMAND_ID},
  },
  'note.add': {what: 'A remark among colleagues.', fields: {text: note}, example: {type: 'note.add', text: 'Customer collects on Friday'}},
  'tags.change': {what: 'Adds and removes tags.', fields: {add: 'at most 100 tags of 200 characters', remove: 'tags that go; one that is not there is no mistake'}, example: {type: 'tags.change', add: ['vip'], remove: ['new']}},
  'hold.add': {
    what: 'Keeps every parcel of the order from leaving. Packing goes on.',
    fields: {reason: note, until: 'an instant in UTC; the server’s scheduler releases it then', note},
    example: {type: 'hold.add', reason: 'fraud check', until: '2026-11-25T01:00:00Z'},
  },
  'hold.release': {what: 'Takes a hold off, or all of them.', fields: {holdId: 'the hold, by id; default all', note}, example: {type: 'hold.release'}},
  'receipt.submit': {
    what: 'The customer’s uploaded proof of payment. A newer one supersedes the one that waits; every upload is kept.',
    fields: {receiptId, hash: 'SHA-256 of the uploaded bytes: 64 lower-case hex digits', mediaType: '`image/png`, `image/jpeg`, `image/webp` or `application/pdf`', sizeBytes: 'bytes, at least 1'},
    example: {type: 'receipt.submit', receiptId: 'r1', hash: HASH, mediaType: 'image/png', sizeBytes: 48_211},
  },
  'receipt.accept': {
    what: '*Accept*: counts what the receipt shows as received. The order goes on and the customer gets the confirmation.',
    fields: {receiptId, hash, amount: amount('all that is still to pay'), acceptAsFull: 'true: a smaller amount counts as full, and the difference is written down', expectedVersion: version},
    example: {type: 'receipt.accept', receiptId: 'r1', hash: HASH, amount: hkd(28_600)},
  },
  'receipt.deny': {
    what: '*Deny*: the customer is told why and may upload another one.',
    fields: {receiptId, hash, message: 'words to the customer, at least one visible character', expectedVersion: version},
    example: {type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: 'The amount cannot be read. Please upload the whole screenshot.'},
  },
  'payment.record': {
    what: 'Marks an order paid by hand.',
    fields: {amount: amount('all that is still to pay'), method: 'how it came; default the order’s method', note},
    example: {type: 'payment.record', method: 'cash'},
  },
  'payment.refund': {what: 'Writes down money that was given back.', fields: {amount: amount('none'), note}, example: {type: 'payment.refund', amount: hkd(3_000), note: 'parcel came late'}},
  'payment.reverse': {
    what: 'Takes a received amount back that turned out not to be there, such as a bounced transfer.',
    fields: {entryId: 'the entry in `order.payments`, by id', amount: amount('all of the entry that was not reversed yet'), note},
    example: {type: 'payment.reverse', entryId: `${COMMAND_ID}-received`, note: 'the bank took it back'},
  },
  'parcel.add': {what: '*+ Add Parcel*.', fields: {parcelId: 'id of the new parcel, made by the device'}, example: {type: 'parcel.add', parcelId: '0198f1c2-7a10-7000-8000-000000000002'}},
  'parcel.remove': {what: 'Removes an unsent parcel; what was in it is in no parcel again.', fields: {parcelId}, example: {type: 'parcel.remove', parcelId: PARCEL_ID}},
  'parcel.pack': {what: '*Pack to #n*: puts units that are in no parcel into this one.', fields: {parcelId, lineId, quantity: units}, example: {type: 'parcel.pack', parcelId: PARCEL_ID, lineId: '1', quantity: 2}},
  'parcel.unpack': {what: 'Takes units out again.', fields: {parcelId, lineId, quantity: units}, example: {type: 'parcel.unpack', parcelId: PARCEL_ID, lineId: '1', quantity: 1}},
  'parcel.verify': {what: '*Verify Packed*: checks a line off, or the whole parcel, and locks the quantity.', fields: {parcelId, lineId: packedId}, example: {type: 'parcel.verify', parcelId: PARCEL_ID}},
  'parcel.unlock': {what: 'Opens what was verified, with a reason.', fields: {parcelId, reason: `${note}, at least one visible character`, lineId: packedId}, example: {type: 'parcel.unlock', parcelId: PARCEL_ID, reason: 'wrong colour inside'}},
  'parcel.schedule': {what: 'The ready switch of one parcel.', fields: {parcelId, shipOn: `${day}; null for not ready`}, example: {type: 'parcel.schedule', parcelId: PARCEL_ID, shipOn: '2026-11-24'}},
  'parcel.measure': {
    what: 'Scale and tape.',
    fields: {parcelId, weightGrams: 'whole grams, 1 to 1,000,000; null takes it away', dimensionsMm: 'length, width and height in whole millimetres, 1 to 10,000; null takes them away'},
    example: {type: 'parcel.measure', parcelId: PARCEL_ID, weightGrams: 1_250, dimensionsMm: {length: 300, width: 200, height: 150}},
  },
  'parcel.send': {what: '*Send*: the parcel has left. The customer sees it at once.', fields: {parcelId, remark, trackingNumber: 'at most 200 characters; default what is recognised in the remark'}, example: {type: 'parcel.send', parcelId: PARCEL_ID, remark: 'SF1234567890123'}},
  'parcel.track': {what: 'Corrects the tracking number, also after sending and after closing.', fields: {parcelId, trackingNumber: 'at most 200 characters; null takes it away'}, example: {type: 'parcel.track', parcelId: PARCEL_ID, trackingNumber: 'SF1234567890124'}},
  'parcel.report': {
    what: 'What became of a sent parcel, told by hand: general couriers never report.',
    fields: {parcelId, transit: 'one of the values of `ParcelTransit` but `none`', note},
    example: {type: 'parcel.report', parcelId: PARCEL_ID, transit: 'delivered'},
  },
};
