import { pageStarted } from './say-failure';
import './start';
import { flushSync, mount } from 'svelte';
import App from './App.svelte';
import { isolate } from './isolation';
import '../styles/page.css';

const target = document.getElementById('page');
if (!target) throw new Error('The page has no element #page to be mounted in.');
target.textContent = '';
mount(App, { target, props: { keeper: isolate() } });
flushSync();
pageStarted();
