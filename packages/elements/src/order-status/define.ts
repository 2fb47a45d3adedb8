import {defineOnce} from '../base/define-once.ts';
import {OrderStatus} from './order-status.ts';

defineOnce('order-status', OrderStatus);
