import {defineOnce} from '../base/define-once.ts';
import {ReceiptReview} from './receipt-review.ts';

defineOnce('receipt-review', ReceiptReview);
