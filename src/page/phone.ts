import './pwa/no-peers';
import { mount } from 'svelte';
import PhoneView from './views/phone/PhoneView.svelte';
import './phone.css';

/** The page of a pupil's phone: what a class is asked about stands in its address, and what they say stays in it. */
const target = document.getElementById('app');
if (target === null) throw new Error('class.html has no #app');
export default mount(PhoneView, { target });
// Whoever has the page can hand in: the code is drawn later, when the network may be gone.
void import('qr').catch((error: unknown) => console.warn('qr', error));
