"""An application of LlamaIndex over an index of Aide-Mémoire: answers with the exact words that support them.

Index some documents first (`make serve` does that for the dossier, or `aide-memoire ingest PATH`), then:

    .venv/bin/python examples/llama_index_app.py "Within how many days would elections be held under the US draft?"
"""

import argparse

from service.llama_index import open_index


def main() -> None:
    """Answer one question, show what each statement rests on, and what else was found."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("question")
    parser.add_argument("--data-dir", default="data", help="the folder of the index; data by default")
    given = parser.parse_args()

    with open_index(given.data_dir) as index:
        response = index.as_query_engine(max_statements=3).query(given.question)
        print(response, "\n")
        for number, source in enumerate(response.source_nodes, 1):
            about = source.node.metadata
            print(f"[{number}] {about['title']}, {about['publisher']}, {about['published']}")
            print(f"    document {about['document_id']}, characters {about['start']} to {about['end']}")
            print(f"    “{about['quote']}”\n")

        print("Passages, for an engine of your own:")
        for found in index.as_retriever(similarity_top_k=3).retrieve(given.question):
            print(f"  {found.score:.2f}  {found.node.metadata['title']}: {found.text[:60]!r}")


if __name__ == "__main__":
    main()
