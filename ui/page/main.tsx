import { render } from 'preact';
import { App } from './app.tsx';
import './page.css';

const root = document.querySelector('#page');
if (root === null) throw new Error('the page has no place to be drawn');
root.replaceChildren();
render(<App />, root);
