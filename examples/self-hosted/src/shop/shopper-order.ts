export type {ShopperLine, ShopperOrder, ShopperParcel, ShopperReceipt} from '@packline/core';
