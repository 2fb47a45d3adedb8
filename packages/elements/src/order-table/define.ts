import {defineOnce} from '../base/define-once.ts';
import {OrderTable} from './order-table.ts';

defineOnce('order-table', OrderTable);
