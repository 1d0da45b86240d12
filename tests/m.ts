import { simulateFilmClub, filmClubSeed } from '../src/data/samples/film-club';
import { nodeStudio, nodeJob, textFile, importFiles, specOf } from './support/studio-in-node';
import { zippedProject } from '../src/worker/project-file';
import { writeFileSync } from 'node:fs';
for (const [events,people,films] of [[3600,200,160]]) {
 const club = await simulateFilmClub(filmClubSeed, { events, people, films }, nodeJob());
 const s = nodeStudio();
 const state = await importFiles(s, [textFile('interactions.csv', club.interactionsCsv), textFile('items.csv', club.itemsCsv)]);
 const t1=performance.now();
 const v = await s.studio.train(nodeJob(), specOf('aws-user-personalization') as never);
 console.log(Math.round(performance.now()-t1), v.arn, JSON.stringify(v.metrics?.values ?? v).slice(0,900));
 const blob = await s.studio.exportProject(state.project.id, (snap) => zippedProject(snap, 'x', nodeJob()) ) as Blob;
 console.log(events, blob.size);
 writeFileSync('/tmp/p'+events+'.zip', Buffer.from(await blob.arrayBuffer()));
 const out:any[]=[];
 for (const h of (await s.studio.searchUsers('',200))) { const u=await s.studio.getUserHistory(h.userId,60);
  const seen=[...new Map(u.events.map(e=>[e.itemId,e])).values()];
  if(seen.length<6||seen.length>10) continue;
  const base={solutionVersionArn: v.arn, userId:h.userId, numResults:6, filterExpression:'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")'} as const;
  const l=await s.studio.getRecommendations(base as never);
  let moves=[];
  for(const e of seen){ const w=await s.studio.getRecommendations({...base, whatIf:{without:[e.itemId],with:[]}} as never); moves.push(w.items.filter((i,k)=>i.rankInTruth!==k+1).length);}
  out.push({u:h.userId,n:seen.length,moves:moves.join(' '),avg:moves.reduce((a,b)=>a+b,0)/moves.length,hist:seen.map(e=>e.title).join(' | '),list:l.items.map(i=>`${i.title} (${i.categories.join('/')}) ${i.timesEvenShare?.toFixed(1)}`).join(' | ')});
 }
 out.sort((a,b)=>b.avg-a.avg); for(const o of out.slice(0,8)) console.log(o);
 const ut = await s.studio.typicalUser(); console.log(ut, out.length);
}
