# The service with its embedder built in: it needs no network but that of its callers, and no server but, if you want
# one, Chroma (docker-compose.yml).

FROM python:3.11-slim AS build
RUN python -m venv /opt/aide-memoire
ENV PATH=/opt/aide-memoire/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY pyproject.toml constraints.txt README.md aide_memoire.py ./
COPY index index
COPY ingest ingest
COPY prompts prompts
COPY service service
COPY evaluation evaluation
RUN pip install --constraint constraints.txt .
# Built here, once, instead of at the first start of every container.
RUN python -c "from pathlib import Path; from index.e5.cache import model_files; model_files(Path('/opt/embedder'))"

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /nonexistent aide-memoire \
    && install --directory --owner aide-memoire /data
COPY --from=build /opt/aide-memoire /opt/aide-memoire
COPY --from=build /opt/embedder /opt/embedder
COPY corpus /opt/corpus
ENV PATH=/opt/aide-memoire/bin:$PATH \
    AIDE_MEMOIRE_CACHE_DIR=/opt/embedder \
    AIDE_MEMOIRE_CORPUS=/opt/corpus \
    AIDE_MEMOIRE_DATA_DIR=/data \
    AIDE_MEMOIRE_HOST=0.0.0.0
USER aide-memoire
WORKDIR /data
VOLUME /data
EXPOSE 8000
# The first start indexes the corpus before it serves.
HEALTHCHECK --start-period=300s --interval=15s --timeout=5s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["aide-memoire"]
CMD ["serve"]
