import './pwa/no-peers';
import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { offerToScripts } from './offer-to-scripts';
import { loadView } from './pages';
import { isLanguage } from '../domain/language';
import { parseRoute } from './state/route-table';
import { loadLanguage } from '../words/messages/spare';
import { connectStudio, startInMemory } from '../worker/client';
import { openFirstList } from '../worker/first-list';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
const { embed, view } = parseRoute(location.hash).route;
// Frames of one page elsewhere share what they store, and only one of them could write there.
const api = connectStudio(embed === null ? undefined : startInMemory);
offerToScripts(api);
// The page shows the first screen's words until that screen is there; a failure to load is told in its place.
// Where its language cannot be had it speaks English. Which one that is, first-paint.js has found.
const { lang } = document.documentElement;
await Promise.allSettled([loadView(view), isLanguage(lang) ? loadLanguage(lang) : null]);
target.replaceChildren();
export default mount(App, { target, props: { api, openFirstList } });
