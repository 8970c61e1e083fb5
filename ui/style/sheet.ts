import base from './base.css';
import charts from './charts.css';
import detail from './detail.css';
import print from './print.css';
import rows from './rows.css';

/** The one style sheet of page and report. */
export const sheet = [base, rows, detail, charts, print].join('\n');
