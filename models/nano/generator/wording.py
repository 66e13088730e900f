"""How the generator is asked: many wordings of each task, so that it does not hang on one. Those of HELD_OUT are for measuring only.
The first of each task is the one of prompts/nano."""
NAMES = {'en': 'English', 'zh': 'Chinese', 'ru': 'Russian', 'fr': 'French', 'es': 'Spanish'}
ASK = {
    'question': ['Write one question in {L} that the answer answers.', 'Which question in {L} does this answer belong to?', 'Write the {L} question that leads to this answer.',
                 'Given the answer, write its question. Language: {L}.', 'Read the answer and ask for it in {L}.', 'Find a short question in {L} for the following answer.',
                 'The answer below is known. Write what was asked, in {L}.', 'Task: question for an answer. Language: {L}.', 'Ask one question in {L}. It must be answered by the text below and name the subject.'],
    'follow': ['Write a new follow-up question in {L} that the answer answers.', 'The conversation goes on. Write the next question in {L}; the answer is given.', 'Write another question in {L} for this answer. Do not repeat an earlier one.',
               'Given the questions so far, ask for the next answer in {L}.', 'Task: next question for an answer. Language: {L}.', 'Continue the dialogue with one {L} question that this answer answers.',
               'Ask something new in {L}, so that the answer below fits.'],
    'seed': ['Write one question in {L} about the passage.', 'Ask a question in {L} that the passage answers.', 'Read the passage and write a single {L} question.', 'Create one question about this text in {L}; name the subject.',
             'Task: question about a passage. Language: {L}.'],
    'next': ['Write a new follow-up question in {L} about the passage.', 'Ask another question in {L} that the passage answers.', 'Continue the dialogue with one {L} question about the passage.', 'Task: next question about a passage. Language: {L}.'],
    'answer': ['Answer the question in {L} using the passage.', 'Which sentence of the passage answers the question? Reply in {L}.', 'Answer in {L} with words of the passage.', 'Task: answer from a passage. Language: {L}.'],
    'translate': ['Translate the text into {L}.', 'Give the {L} translation of the text.', 'Write the text in {L}.', 'Put this into {L}.', 'Task: translation. Language: {L}.', 'Translate into {L}. Keep numbers and marks like ⟦1⟧ as they are.',
                  'Please translate the following text into {L}.', 'How do you say this in {L}?'],
    'reply': ['Answer the question in {L}.', 'Reply in {L}.', 'Give a short answer in {L}.', 'Answer in {L}, whatever language the question is in.', 'Task: answer. Language: {L}.'],
    'screen': ['Say for each criterion whether the text meets it.', 'Check the text against the criteria.', 'Which criteria does the text meet?', 'Task: criteria of a text.'],
}
NATIVE = {
    'question': {'zh': ['请写出这个回答所对应的中文问题。', '根据下面的回答，用中文提一个问题。'], 'ru': ['Напишите вопрос, на который отвечает этот ответ.', 'Задайте по-русски один вопрос к этому ответу.'],
                 'fr': ['Écrivez la question à laquelle cette réponse répond.', 'Posez en français une question dont voici la réponse.'], 'es': ['Escribe la pregunta que responde este texto.', 'Haz una pregunta en español cuya respuesta sea esta.']},
    'follow': {'zh': ['请为这个回答写一个新的中文追问。'], 'ru': ['Напишите новый вопрос, на который отвечает этот ответ.'], 'fr': ['Écrivez une nouvelle question à laquelle cette réponse répond.'], 'es': ['Escribe otra pregunta que responda este texto.']},
    'translate': {'zh': ['请把下面的文字译成中文。', '翻译成中文。'], 'ru': ['Переведите текст на русский язык.', 'Переведи на русский.'], 'fr': ['Traduisez le texte en français.', 'Traduis en français.'], 'es': ['Traduce el texto al español.', 'Traduce al español.']},
    'reply': {'zh': ['请用中文回答。'], 'ru': ['Ответьте по-русски.'], 'fr': ['Répondez en français.'], 'es': ['Responde en español.']},
}
HELD_OUT = {
    'question': ['What would someone ask in {L} to get this answer? Write only the question.', 'Form a {L} question whose answer stands below.'],
    'follow': ['Add one more {L} question to the conversation; its answer stands below.'],
    'translate': ['Render the text in {L}, please.', 'Convert the sentences below to {L}.'],
}
EXTRA = ['Keep it short.', 'Write nothing else.', 'Be natural.', 'Name the subject.', 'One line only.', 'No explanations.', 'Use simple words.']
SYSTEM = ['You are a helpful assistant.', 'You write training data.', 'You are a careful writer.', 'Follow the instructions.']


def instruction(task, lang, rng):
    native = NATIVE.get(task, {}).get(lang, [])
    chance = rng.random()
    text = ASK[task][0] if chance < .4 else rng.choice(native) if native and chance > .85 else rng.choice(ASK[task])
    text = text.format(L=NAMES[lang])
    return f'{text} {rng.choice(EXTRA)}' if rng.random() < .12 else text


def all_instructions():
    texts = [t.format(L=n) for task in ASK.values() for t in task for n in NAMES.values()]
    return texts * 3 + [t for task in NATIVE.values() for ts in task.values() for t in ts] * 3 + EXTRA + SYSTEM
