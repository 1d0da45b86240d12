import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { connectStudio } from './worker/client';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
export default mount(App, { target, props: { api: connectStudio() } });
