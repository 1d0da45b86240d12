import { mount } from 'svelte';
import App from '../../src/page/App.svelte';
import '../../src/page/app.css';
import { fakeApi } from './fake-api';

// Every screen on canned data, without a worker: `npm run dev:fake`.
const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
target.replaceChildren();
mount(App, { target, props: { api: fakeApi({ stepMs: 150 }) } });
