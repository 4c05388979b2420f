# The application, as nobody in particular and on a file system that stays as it is: only /app/data can be written, and
# with PostgreSQL not even that is. compose.yaml runs it behind nginx.

FROM python:3.11-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /app/.venv
COPY requirements.txt /app/
RUN /app/.venv/bin/pip install -r /app/requirements.txt

FROM python:3.11-slim-bookworm
# Compiled below, so that a start needn't, and can't.
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PATH=/app/.venv/bin:$PATH HOME=/nonexistent \
    HOST=0.0.0.0 PORT=8501 DATABASE_URL=sqlite:////app/data/assessment.sqlite3
WORKDIR /app
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin assessment \
 && install --directory --owner=10001 --mode=0700 data
COPY --from=packages /app/.venv .venv
COPY .streamlit/config.toml .streamlit/
COPY app.py ./
COPY docs/facilitating.md docs/
COPY questions questions
COPY assessment assessment
RUN python -m compileall -q assessment app.py && python -m assessment bank check

USER 10001
VOLUME /app/data
EXPOSE 8501
# Ready is more than up: the database answers and its tables are those of this version.
HEALTHCHECK --interval=10s --timeout=8s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/readyz', timeout=7)"]
# It becomes the server itself, so signals arrive, and upgrades the database first, one replica at a time.
CMD ["python", "-m", "assessment", "serve"]
