# Two stages: one installs and builds, the other only runs. The engine that solves the matching has
# wheels for glibc only, so the image is Debian's.
FROM python:3.11-slim-bookworm AS build
ENV PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements/uv.txt requirements/run.txt requirements/
RUN pip install --no-cache-dir --require-hashes --target /uv -r requirements/uv.txt \
    && python -m venv --without-pip /venv \
    && /uv/bin/uv pip sync --no-cache --python /venv/bin/python --require-hashes \
       --only-binary :all: requirements/run.txt
COPY . .
# Made-up values: the production profile refuses to start without, and none of them is kept.
RUN SAMEHORIZON_PROFILE=production STATIC_ROOT=/app/staticfiles SAMEHORIZON_DATA=/tmp/data \
    SECRET_KEY="$(head -c 60 /dev/urandom | base64 -w 0)" \
    JOURNAL_KEYS="k0:$(head -c 32 /dev/urandom | base64 -w 0 | tr '+/' '-_')" \
    DATABASE_URL=postgres://build@build/build REDIS_URL=redis://build:6379/0 \
    EMAIL_URL=submission://build:build@build:587 MAIL_FROM=build@build.example.org \
    SITE_URL=https://build.example.org ALLOWED_HOSTS=build.example.org TRUSTED_PROXIES=0 \
    sh -c '/venv/bin/python manage.py build_fonts \
      && /venv/bin/python manage.py build_assets \
      && /venv/bin/python manage.py collectstatic --noinput --verbosity 0'

FROM python:3.11-slim-bookworm
RUN groupadd --system --gid 10001 samehorizon \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent samehorizon \
    && install --directory --mode 0700 --owner samehorizon --group samehorizon /data
COPY --from=build /venv /venv
COPY --from=build /app /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    SAMEHORIZON_PROFILE=production SAMEHORIZON_DATA=/data STATIC_ROOT=/app/staticfiles
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s \
    CMD ["python", "-m", "mentorship.health", "web"]
CMD ["gunicorn", "mentorship.wsgi:application", "--bind", "0.0.0.0:8000", \
     "--worker-class", "gthread", "--workers", "2", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
