"""How evidence is weighed, and when there is too little: fitting on labelled questions."""
