/** Chat templates of thinking models, written for these tests after the shapes that their cards describe. */
export const templates = {
  /** Qwen3: thinks on its own unless it is told that it may not; then the template writes an empty thought. */
  qwen3: `{%- for m in messages %}
{{- '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
{{- '<|im_start|>assistant\\n' }}
{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}
{%- endif %}`,
  /** DeepSeek R1: the template opens the thought; thoughts of earlier turns are cut off. */
  r1: `{{- bos_token }}{%- for m in messages %}
{%- if m.role == 'system' %}{{- m.content }}{%- elif m.role == 'user' %}{{- '<｜User｜>' + m.content }}
{%- else %}{%- set said = m.content %}{%- if '</think>' in said %}{%- set said = said.split('</think>')[-1] %}{%- endif %}
{{- '<｜Assistant｜>' + said + '<｜end▁of▁sentence｜>' }}{%- endif %}
{%- endfor %}{%- if add_generation_prompt %}{{- '<｜Assistant｜><think>\\n' }}{%- endif %}`,
  /** DeepSeek V3.1: one variable for both ways. */
  v31: `{{- bos_token }}{%- for m in messages %}{%- if m.role == 'user' %}{{- '<｜User｜>' + m.content }}{%- elif m.role == 'assistant' %}{{- '<｜Assistant｜></think>' + m.content + '<｜end▁of▁sentence｜>' }}{%- else %}{{- m.content }}{%- endif %}{%- endfor %}
{%- if add_generation_prompt %}{{- '<｜Assistant｜>' }}{%- if thinking %}{{- '<think>' }}{%- else %}{{- '</think>' }}{%- endif %}{%- endif %}`,
  /** gpt-oss: channels. */
  harmony: `{%- set reasoning_effort = reasoning_effort or 'medium' %}{{- '<|start|>system<|message|>Reasoning: ' + reasoning_effort + '\\n# Valid channels: analysis, commentary, final.<|end|>' }}
{%- for m in messages %}{%- if m.role == 'assistant' %}{{- '<|start|>assistant<|channel|>final<|message|>' + m.content }}{%- if loop.last and not add_generation_prompt %}{{- '<|return|>' }}{%- else %}{{- '<|end|>' }}{%- endif %}
{%- else %}{{- '<|start|>' + ('developer' if m.role == 'system' else m.role) + '<|message|>' + m.content + '<|end|>' }}{%- endif %}{%- endfor %}
{%- if add_generation_prompt %}{{- '<|start|>assistant' }}{%- endif %}`,
  /** Magistral: its thoughts are asked for by its system prompt only. */
  magistral: `{{- bos_token }}{%- for m in messages %}{%- if m.role == 'system' %}{{- '[SYSTEM_PROMPT]' + m.content + '[/SYSTEM_PROMPT]' }}{%- elif m.role == 'user' %}{{- '[INST]' + m.content + '[/INST]' }}{%- else %}{{- m.content + eos_token }}{%- endif %}{%- endfor %}`,
  /** Seed-OSS: a budget of thoughts. */
  seed: `{%- if thinking_budget is defined and thinking_budget == 0 %}{{- '<seed:bos>system\\nAnswer at once.<seed:eos>' }}{%- endif %}
{%- for m in messages %}{{- '<seed:bos>' + m.role + '\\n' + m.content + '<seed:eos>' }}{%- endfor %}
{%- if add_generation_prompt %}{{- '<seed:bos>assistant\\n' }}{%- if thinking_budget == 0 %}{{- '<seed:think><seed:cot_budget_reflect>No budget.</seed:cot_budget_reflect></seed:think>' }}{%- endif %}{%- endif %}`,
  /** GLM 4.6: the words of a last turn may be taken for its thought, after which the turn has no end of its own. */
  glm: `{%- for m in messages %}{%- if m.role == 'assistant' %}{{- '<|assistant|>\\n<think>' + (m.reasoning_content or '') + '</think>\\n' + m.content }}
{%- else %}{{- '<|' + m.role + '|>\\n' + m.content }}{%- endif %}{%- endfor %}
{%- if add_generation_prompt %}{{- '<|assistant|>' }}{%- if enable_thinking is defined and not enable_thinking %}{{- '\\n<think></think>' }}{%- endif %}{%- endif %}`,
  /** Cohere's Command R7B and RWKV: the beginning of the assistant's next turn follows each turn, without being asked for. */
  next: `{%- for m in messages %}{{- ('Assistant: ' if m.role == 'assistant' else 'User: ') + m.content + '\\n\\n' }}{%- endfor %}{{- 'Assistant: <think>\\n</think>' }}`,
  /** Apriel 1.5: counts its tools unless they are null. */
  counting: `{%- if tools is not none and tools | length > 0 %}{{- 'Tools.' }}{%- endif %}
{%- for m in messages %}{{- '<|' + m.role + '|>\\n' + m.content + '\\n<|end|>\\n' }}{%- endfor %}{%- if add_generation_prompt %}{{- '<|assistant|>\\n' }}{%- endif %}`,
  /** Seed-OSS as it is: keys that are numbers. */
  numbered: `{%- set gears = {0: 0, 512: 128} %}{%- for m in messages %}{{- '<seed:bos>' + m.role + '\\n' + m.content + '<seed:eos>' }}{%- endfor %}`,
  /** ERNIE 4.5: as Qwen3, in other words. */
  ernie: `{%- for m in messages %}{%- if m.role == 'user' %}{{- 'User: ' + m.content + '\\n' }}{%- elif m.role == 'assistant' %}{{- 'Assistant: ' + m.content + '<|end_of_sentence|>' }}{%- else %}{{- m.content + '\\n' }}{%- endif %}{%- endfor %}
{%- if add_generation_prompt %}{{- 'Assistant: ' }}{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\\n\\n</think>\\n\\n' }}{%- else %}{{- '<think>\\n' }}{%- endif %}{%- endif %}`,
  /** Hunyuan: a frame around the answer, and the template opens it when it may not think. */
  hunyuan: `{%- for m in messages %}{%- if m.role == 'user' %}{{- '<｜hy_User｜>' + m.content }}{%- else %}{{- '<｜hy_Assistant｜>' + m.content + '<｜hy_EOT｜>' }}{%- endif %}{%- endfor %}
{%- if add_generation_prompt %}{{- '<｜hy_Assistant｜>' }}{%- if enable_thinking is defined and not enable_thinking %}{{- '<think>\\n\\n</think>\\n<answer>\\n' }}{%- endif %}{%- endif %}`,
  /** Gemma: says that it takes no system message, and calls the assistant a model. */
  gemma: `{{- bos_token }}{%- if messages[0].role == 'system' %}{{- raise_exception('System role not supported') }}{%- endif %}
{%- for m in messages %}{{- '<start_of_turn>' + ('model' if m.role == 'assistant' else m.role) + '\\n' + (m.content | trim) + '<end_of_turn>\\n' }}{%- endfor %}
{%- if add_generation_prompt %}{{- '<start_of_turn>model\\n' }}{%- endif %}`,
} as const
