# The emulator of Amazon Personalize (docs/emulate.md):
#   docker build -t foretaste . && docker run --rm -p 127.0.0.1:4566:4566 foretaste
FROM node:22-slim AS build
WORKDIR /foretaste
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN node src/words/messages/compile.mjs && npx vite build --config src/programs/emulate/vite.config.ts

# What is built needs Node alone.
FROM node:22-slim
COPY --from=build /foretaste/node_modules/.cache/emulate /emulate
RUN mkdir /data && chown node /data
USER node
VOLUME /data
EXPOSE 4566
HEALTHCHECK --interval=5s --start-period=5s CMD ["node", "-e", "fetch('http://127.0.0.1:4566/_health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/emulate/main.mjs", "--host", "0.0.0.0", "--data", "/data"]
