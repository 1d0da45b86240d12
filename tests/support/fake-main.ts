import { mount } from 'svelte';
import App from '../../src/App.svelte';
import '../../src/app.css';
import { fakeApi } from './fake-api';

// The whole page on canned data, to look at screens: `npx vite`, then open /tests/support/fake.html.
const target = document.getElementById('app');
if (target === null) throw new Error('fake.html has no #app');
mount(App, { target, props: { api: fakeApi({ stepMs: 150 }) } });
